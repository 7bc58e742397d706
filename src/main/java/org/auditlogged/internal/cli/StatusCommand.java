// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.auditlogged.internal.outbox.KeptBack;
import org.auditlogged.internal.outbox.OthersOutbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where each event is. */
@Command(
    name = "status",
    description = {
      "Says where each event is, and for which actions and organizations WorkOS refuses events:"
          + " since when, and how many are held and parked for it (counted up to 10000)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class)
final class StatusCommand implements Callable<Integer> {
  /** Of actions, and of organizations. */
  private static final int MOST = 100;

  @Mixin private Options options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (var outbox = options.read()) {
      var status = counters(outbox);
      var keptBack = outbox.keptBack(MOST);
      var output = new Output(spec.commandLine().getOut(), options.json());
      if (options.json()) {
        status.put("kept_back", json(keptBack));
        output.one(status);
      } else {
        output.one(status);
        output.<KeptBack>many(keptBack::forEach, StatusCommand::words);
      }
    }
    return 0;
  }

  private static Map<String, Object> counters(OthersOutbox outbox) {
    var ledger = outbox.ledger();
    var now = outbox.clock().instant();
    var age = outbox.oldest().map(since -> Duration.between(since, now).toSeconds());
    return Output.row(
        "captured", ledger.captured(),
        "delivered", ledger.delivered(),
        "waiting", ledger.waiting(),
        "parked", ledger.parked(),
        "discarded", ledger.discarded(),
        "lost", ledger.lost(),
        "cut", ledger.cut(),
        "possibly_twice", ledger.twice(),
        "oldest_waiting_seconds", age.map(s -> Math.max(0, s)).orElse(null));
  }

  private static Object json(List<KeptBack> all) {
    var array = Json.createArrayBuilder();
    for (var kept : all) {
      array.add(Output.object(row(kept)));
    }
    return array.build();
  }

  private static Map<String, Object> row(KeptBack kept) {
    return Output.row(
        "by", kept.cause().by().name().toLowerCase(Locale.ROOT),
        "name", kept.cause().of(),
        "refused_since", kept.since(),
        "held", kept.held(),
        "parked", kept.parked());
  }

  private static Map<String, Object> words(KeptBack kept) {
    var row = row(kept);
    row.replace("refused_since", "refused since " + (kept.since() == null ? "-" : kept.since()));
    row.replace("held", "held " + kept.held());
    row.replace("parked", "parked " + kept.parked());
    return row;
  }
}
