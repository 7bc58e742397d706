// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import org.auditlogged.internal.outbox.OutboxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The commands. */
@Command(
    name = "auditlogged",
    description = "Looks into the outbox of a stopped or running server.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    subcommands = {
      StatusCommand.class,
      WaitingCommand.class,
      ParkedCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the outbox is not there, or cannot be used",
      "2:the command line is wrong",
      "3:there is no such event"
    })
final class Cli {
  static final int UNUSABLE = 1;
  static final int NO_SUCH = 3;

  private Cli() {}

  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  static CommandLine line() {
    return new CommandLine(new Cli())
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              if (!(e instanceof OutboxException)) {
                throw e;
              }
              line.getErr().println(line.getColorScheme().errorText(e.getMessage()));
              return UNUSABLE;
            });
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
