// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What WorkOS knows of the actions. */
@Command(
    name = "schemas",
    description = {
      "Compares the actions of a compiled application with what WorkOS knows of them, and tells WorkOS.",
      "The key is taken from the environment: WORKOS_API_KEY."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Cli.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or no difference",
      "1:code, lock file and WorkOS differ",
      "2:the command line is wrong, or what it names cannot be used",
      "4:WorkOS cannot be asked, or refuses"
    })
final class SchemasCommand implements Runnable {
  private static final int DIFFERENT = 1;

  private final UnaryOperator<String> environment;
  @Spec private CommandSpec spec;

  SchemasCommand(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "list",
      description = "Lists all actions: pinned version, version in WorkOS, how they stand.",
      mixinStandardHelpOptions = true)
  int list(@Mixin SchemaOptions options) {
    var states = options.tool(environment).list();
    output(options)
        .<SchemaTool.State>many(
            states::forEach,
            state ->
                Output.row(
                    "action", state.action(),
                    "pinned", state.pinned(),
                    "workos", state.workOs(),
                    "state", state.state()));
    return 0;
  }

  @Command(
      name = "diff",
      description = "Lists where code, lock file and WorkOS differ; exit code 1 when they do.",
      mixinStandardHelpOptions = true)
  int diff(@Mixin SchemaOptions options) {
    return told(options, "difference", options.tool(environment).differences());
  }

  @Command(
      name = "register",
      description = "Creates what WorkOS lacks and pins it in the lock file. Nothing is deleted.",
      mixinStandardHelpOptions = true)
  int register(@Mixin SchemaOptions options) {
    var tool = options.tool(environment);
    // at once: what is done is told even if the next step fails
    var refused = tool.register(step -> told(options, "step", List.of(step)));
    refused.forEach(line -> complain("WorkOS does not take the schema of " + line));
    return refused.isEmpty() ? 0 : Cli.WORKOS;
  }

  @Command(
      name = "pull",
      description = "Pins what WorkOS has; exit code 1 when it lacks something.",
      mixinStandardHelpOptions = true)
  int pull(@Mixin SchemaOptions options) {
    var lacking = options.tool(environment).pull(step -> told(options, "step", List.of(step)));
    return told(options, "difference", lacking);
  }

  private int told(SchemaOptions options, String what, List<String> lines) {
    output(options).<String>many(lines::forEach, line -> Output.row(what, line));
    return lines.isEmpty() ? 0 : DIFFERENT;
  }

  private void complain(String text) {
    var line = spec.commandLine();
    line.getErr().println(line.getColorScheme().errorText(text));
  }

  private Output output(SchemaOptions options) {
    return new Output(spec.commandLine().getOut(), options.json());
  }
}
