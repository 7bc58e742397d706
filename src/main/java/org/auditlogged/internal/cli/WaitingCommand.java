// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.auditlogged.internal.outbox.OthersOutbox;
import org.auditlogged.internal.outbox.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is still to be sent. */
@Command(
    name = "waiting",
    description = "Lists events that are still to be sent, the oldest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class)
final class WaitingCommand implements Callable<Integer> {
  @Mixin private Options options;
  @Spec private CommandSpec spec;

  @Option(names = "--max", defaultValue = "20", description = "how many (${DEFAULT-VALUE})")
  private int max;

  @Override
  public Integer call() {
    try (var outbox = options.read()) {
      new Output(spec.commandLine().getOut(), options.json())
          .<OthersOutbox.Waiting>many(
              each -> outbox.waiting(max).forEach(each),
              entry ->
                  Output.row(
                      "id", entry.id(),
                      "occurred_at", entry.occurredAt(),
                      "action", entry.action(),
                      "organization", entry.organization(),
                      "attempts", entry.attempts(),
                      "due", entry.due(),
                      "held_by", entry.heldBy() == null ? null : name(entry.heldBy())));
    }
    return 0;
  }

  private static String name(Refusal.By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }
}
