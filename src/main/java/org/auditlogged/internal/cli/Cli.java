// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.workos.AuditLogsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The commands. */
@Command(
    name = "auditlogged",
    description = {
      "Looks into the outbox of a stopped or running server,",
      "and tells WorkOS of the actions of an application."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    subcommands = {
      StatusCommand.class,
      WaitingCommand.class,
      ParkedCommand.class,
      TablesCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the outbox is not there, or cannot be used",
      "2:the command line is wrong",
      "3:there is no such event",
      "of schemas: see there"
    })
final class Cli {
  static final int UNUSABLE = 1;
  static final int NO_SUCH = 3;
  static final int WORKOS = 4;

  /** Its log repeats what it cannot use; what else it says is in its exceptions. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  private final UnaryOperator<String> environment;
  private final Supplier<String> password;

  private Cli(UnaryOperator<String> environment, Supplier<String> password) {
    this.environment = environment;
    this.password = password;
  }

  public static void main(String[] arguments) {
    DRIVER.setLevel(Level.OFF);
    System.exit(line().execute(arguments));
  }

  static CommandLine line() {
    return line(System::getenv, Cli::typed);
  }

  /** Never seen by others on a screen, nor among what is printed for programs. */
  private static String typed() {
    var console = System.console();
    var typed = console == null ? null : console.readPassword("Password: ");
    return typed == null ? null : new String(typed);
  }

  /**
   * @param environment gives a variable of the environment, or {@code null}
   * @param password gives the one that somebody types, or {@code null} where nobody can
   */
  static CommandLine line(UnaryOperator<String> environment, Supplier<String> password) {
    var line =
        new CommandLine(new Cli(environment, password))
            .addSubcommand(new SchemasCommand(environment));
    return line.setParameterExceptionHandler(new Discretion(line.getParameterExceptionHandler()))
        .setExecutionExceptionHandler(
            (e, failed, result) -> {
              failed.getErr().println(failed.getColorScheme().errorText(text(e)));
              return code(e);
            });
  }

  /** A variable of it, or {@code null}. */
  String environment(String name) {
    return environment.apply(name);
  }

  /** That somebody types, or {@code null}. */
  String password() {
    return password.get();
  }

  private static int code(Exception e) {
    return e instanceof OutboxException
        ? UNUSABLE
        : e instanceof Unusable ? CommandLine.ExitCode.USAGE : WORKOS;
  }

  /** What was not foreseen is thrown on. */
  private static String text(Exception e) throws Exception {
    if (e instanceof OutboxException || e instanceof Unusable) {
      return e.getMessage();
    }
    if (e instanceof AuditLogsException) {
      return e.getMessage() + "; what was told before is done, nothing else is changed";
    }
    throw e;
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"auditlogged " + (version == null ? "(built here)" : version)};
    }
  }
}
