// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.auditlogged.internal.outbox.Cause;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.KeptBack;
import org.auditlogged.internal.outbox.Ledger;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.Parked;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.internal.outbox.Selection;

/** An outbox that counts, and knows the last entry only. For one thread. */
final class KeptNowhere implements Outbox {
  long appended;
  Entry last;

  @Override
  public void append(List<Entry> entries) {
    appended += entries.size();
    last = entries.get(entries.size() - 1);
  }

  @Override
  public List<Claimed> claim(int max, int again, Duration lease) {
    return List.of();
  }

  @Override
  public void ack(Collection<Claimed> delivered) {}

  @Override
  public void retry(Claimed entry, Instant due) {}

  @Override
  public void park(Claimed entry, Refusal refusal) {}

  @Override
  public Optional<Claimed> probe(boolean again, double from, Duration lease) {
    return Optional.empty();
  }

  @Override
  public void hold(Collection<Claimed> entries, Refusal.By by) {}

  @Override
  public Optional<Claimed> claimHeld(Cause cause, Duration lease) {
    return Optional.empty();
  }

  @Override
  public int resume(Cause cause, int max) {
    return 0;
  }

  @Override
  public Optional<Instant> resumable(Cause cause) {
    return Optional.empty();
  }

  @Override
  public List<Cause> causes(int max) {
    return List.of();
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return List.of();
  }

  @Override
  public int release(Selection which, int max) {
    return 0;
  }

  @Override
  public Optional<Instant> nextDue() {
    return Optional.empty();
  }

  @Override
  public Ledger ledger() {
    return new Ledger(0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void note(Ledger.Note what, long count) {}

  @Override
  public Optional<Instant> oldest() {
    return Optional.empty();
  }

  @Override
  public Parked parkedEntries() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}
