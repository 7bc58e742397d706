// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where each event is. */
@Command(
    name = "status",
    description = "Says where each event is.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class)
final class StatusCommand implements Callable<Integer> {
  @Mixin private Options options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (var outbox = options.read()) {
      var ledger = outbox.ledger();
      var age = outbox.oldest().map(since -> Duration.between(since, Instant.now()).toSeconds());
      new Output(spec.commandLine().getOut(), options.json())
          .one(
              Output.row(
                  "captured", ledger.captured(),
                  "delivered", ledger.delivered(),
                  "waiting", ledger.waiting(),
                  "parked", ledger.parked(),
                  "discarded", ledger.discarded(),
                  "lost", ledger.lost(),
                  "cut", ledger.cut(),
                  "possibly_twice", ledger.twice(),
                  "oldest_waiting_seconds", age.map(s -> Math.max(0, s)).orElse(null)));
    }
    return 0;
  }
}
