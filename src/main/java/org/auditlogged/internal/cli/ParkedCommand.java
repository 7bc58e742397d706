// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.auditlogged.internal.outbox.Parked;
import org.auditlogged.internal.outbox.ParkedEntry;
import org.auditlogged.internal.outbox.Selection;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What WorkOS refused for good. */
@Command(
    name = "parked",
    description = "Lists, shows, sends again or discards events that WorkOS refused for good.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Cli.Version.class)
final class ParkedCommand implements Runnable {
  private static final int PAGE = 100;

  @Spec private CommandSpec spec;

  /** Which ones. */
  static final class Some {
    @Option(names = "--id", description = "the one of this id")
    private UUID id;

    @Option(names = "--action", description = "those of this action")
    private String action;

    @Option(names = "--organization", description = "those of this organization")
    private String organization;
  }

  /** All, or which ones: what changes events takes nothing for granted. */
  static final class Chosen {
    @Option(names = "--all", required = true, description = "all of them")
    private boolean all;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Some some;

    Selection selection() {
      return all ? Selection.ALL : of(some);
    }
  }

  private static Selection of(Some some) {
    return some == null ? Selection.ALL : new Selection(some.id, some.action, some.organization);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "list",
      description = "Lists them, the oldest first.",
      mixinStandardHelpOptions = true)
  int list(@Mixin Options options, @ArgGroup(exclusive = false) Some some) {
    try (var outbox = options.read()) {
      output(options)
          .<ParkedEntry>many(
              each -> pages(outbox.parked(), of(some), each), entry -> listed(entry, options));
    }
    return 0;
  }

  private static Map<String, Object> listed(ParkedEntry entry, Options options) {
    var row = row(entry);
    if (!options.json()) {
      // WorkOS's words begin with it
      row.remove("status");
    }
    return row;
  }

  @Command(
      name = "show",
      description = "Shows one, with what would be sent.",
      mixinStandardHelpOptions = true)
  int show(@Mixin Options options, @Parameters(paramLabel = "ID", description = "its id") UUID id) {
    try (var outbox = options.read()) {
      var found = outbox.parked().list(Selection.of(id), 0, 1);
      var body = outbox.parked().body(id);
      if (found.isEmpty() || body.isEmpty()) {
        var line = spec.commandLine();
        line.getErr().println(line.getColorScheme().errorText("no event " + id + " is parked"));
        return Cli.NO_SUCH;
      }
      var row = row(found.get(0));
      row.put("attempts", found.get(0).attempts());
      row.put("body", options.json() ? json(body.get()) : text(body.get()));
      output(options).one(row);
    }
    return 0;
  }

  @Command(
      name = "send",
      description = {
        "Sends them again, each once. A running server begins within a second, with a database"
            + " within five, a stopped one after its next start."
      },
      mixinStandardHelpOptions = true)
  int send(@Mixin Options options, @ArgGroup(multiplicity = "1") Chosen chosen) {
    try (var outbox = options.change()) {
      return done(options, "sent_again", outbox.parked().release(chosen.selection()));
    }
  }

  @Command(
      name = "discard",
      description = "Gives them up. What they were, and why they were discarded, is kept.",
      mixinStandardHelpOptions = true)
  int discard(
      @Mixin Options options,
      @ArgGroup(multiplicity = "1") Chosen chosen,
      @Option(names = "--reason", required = true, description = "why, for those who ask later")
          String reason) {
    if (reason.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--reason is blank");
    }
    var by = System.getProperty("user.name") + " (command line)";
    try (var outbox = options.change()) {
      return done(options, "discarded", outbox.parked().discard(chosen.selection(), reason, by));
    }
  }

  private int done(Options options, String what, long count) {
    output(options).one(Output.row(what, count));
    return count == 0 ? Cli.NO_SUCH : 0;
  }

  private Output output(Options options) {
    return new Output(spec.commandLine().getOut(), options.json());
  }

  private static void pages(Parked parked, Selection which, Consumer<ParkedEntry> each) {
    long after = 0;
    var page = parked.list(which, after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(each);
      after = page.get(page.size() - 1).place();
      page = parked.list(which, after, PAGE);
    }
  }

  private static Map<String, Object> row(ParkedEntry entry) {
    return Output.row(
        "id", entry.id(),
        "occurred_at", entry.occurredAt(),
        "action", entry.action(),
        "organization", entry.organization(),
        "parked_at", entry.parkedAt(),
        "parked_by", entry.refusal().by().name().toLowerCase(Locale.ROOT),
        "status", entry.refusal().status(),
        "reason", entry.refusal().reason());
  }

  private static Object json(byte[] body) {
    try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readValue();
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
