// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.auditlogged.AuditParked;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Parked;
import org.auditlogged.internal.outbox.ParkedEntry;
import org.auditlogged.internal.outbox.Selection;

/** The parked entries of the running outbox, or some of them. Immutable. */
record ParkedEvents(Wiring wiring, Selection which) implements AuditParked {
  private static final Log LOG = Log.of(ParkedEvents.class);
  private static final int PAGE = 100;

  ParkedEvents(Wiring wiring) {
    this(wiring, Selection.ALL);
  }

  @Override
  public AuditParked ofAction(String action) {
    return new ParkedEvents(wiring, new Selection(which.id(), action, which.organization()));
  }

  @Override
  public AuditParked ofOrganization(String organization) {
    return new ParkedEvents(wiring, new Selection(which.id(), which.action(), organization));
  }

  @Override
  public AuditParked of(UUID id) {
    return new ParkedEvents(wiring, new Selection(id, which.action(), which.organization()));
  }

  @Override
  public Stream<Event> events() {
    return Stream.iterate(
            page(0),
            page -> !page.isEmpty(),
            // a page that is not full is the last: nobody is asked once more
            page -> page.size() < PAGE ? List.of() : page(page.get(PAGE - 1).place()))
        .flatMap(List::stream)
        .map(ParkedEvents::event);
  }

  @Override
  public Optional<String> body(UUID id) {
    return parked().flatMap(p -> p.body(id)).map(body -> new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public long send() {
    long released = parked().map(p -> p.release(which)).orElse(0L);
    if (released > 0) {
      wiring.running().courier().wake();
      LOG.write(Message.RELEASED, released, chosen(), by());
    }
    return released;
  }

  @Override
  public long discard(String reason) {
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("the reason is blank; expected why they are given up");
    }
    long discarded = parked().map(p -> p.discard(which, reason, by())).orElse(0L);
    if (discarded > 0) {
      LOG.write(Message.DISCARDED, discarded, chosen(), by(), reason);
    }
    return discarded;
  }

  private List<ParkedEntry> page(long after) {
    return parked().map(p -> p.list(which, after, PAGE)).orElse(List.of());
  }

  private Optional<Parked> parked() {
    var running = wiring.running();
    return running.isOff() ? Optional.empty() : Optional.of(running.outbox().parkedEntries());
  }

  private String by() {
    return "application " + wiring.settings().application();
  }

  private String chosen() {
    var words =
        (which.id() == null ? "" : " id " + which.id())
            + (which.action() == null ? "" : " action " + which.action())
            + (which.organization() == null ? "" : " organization " + which.organization());
    return words.isEmpty() ? "all" : words.strip();
  }

  private static Event event(ParkedEntry entry) {
    var refusal = entry.refusal();
    return new Event(
        entry.id(),
        entry.organization(),
        entry.action(),
        entry.occurredAt(),
        entry.parkedAt(),
        refusal.by().name().toLowerCase(Locale.ROOT),
        refusal.status(),
        refusal.reason());
  }
}
