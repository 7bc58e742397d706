// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.auditlogged.AuditStatus;

/** Asks the running parts. Where auditing is switched off, nothing was ever captured. */
record Status(Wiring wiring) implements AuditStatus {
  private static final int MOST = 100;
  private static final Ledger NOTHING = new Ledger(0, 0, 0, 0, 0, 0, 0, 0);

  @Override
  public long captured() {
    return ledger().captured();
  }

  @Override
  public long waiting() {
    return ledger().waiting();
  }

  @Override
  public long parked() {
    return ledger().parked();
  }

  @Override
  public long delivered() {
    return ledger().delivered();
  }

  @Override
  public long discarded() {
    return ledger().discarded();
  }

  @Override
  public long lost() {
    return ledger().lost();
  }

  @Override
  public long cut() {
    return ledger().cut();
  }

  @Override
  public long possiblyTwice() {
    return ledger().possiblyTwice();
  }

  @Override
  public Optional<Duration> oldestWaiting() {
    var running = wiring.running();
    return running.isOff() ? Optional.empty() : running.outbox().oldest().map(Status::age);
  }

  @Override
  public boolean isHalted() {
    var running = wiring.running();
    return !running.isOff() && running.courier().isHalted();
  }

  @Override
  public Optional<String> obstacle() {
    var running = wiring.running();
    return running.isOff()
        ? Optional.of("auditlogged.enabled=false: nothing is audited")
        : running.courier().obstacle();
  }

  @Override
  public List<KeptBack> keptBack() {
    var running = wiring.running();
    return running.isOff()
        ? List.of()
        : running.outbox().keptBack(MOST).stream().map(Status::shown).toList();
  }

  private static KeptBack shown(org.auditlogged.internal.outbox.KeptBack kept) {
    var cause = kept.cause();
    var by = cause.by().name().toLowerCase(Locale.ROOT);
    return new KeptBack(by, cause.of(), kept.since(), kept.held(), kept.parked());
  }

  @Override
  public Ledger ledger() {
    var running = wiring.running();
    if (running.isOff()) {
      return NOTHING;
    }
    var now = running.outbox().ledger();
    return new Ledger(
        now.captured(),
        now.delivered(),
        now.waiting(),
        now.parked(),
        now.discarded(),
        now.lost(),
        now.cut(),
        now.twice());
  }

  /** Never negative, though the clock be put back. */
  private static Duration age(Instant since) {
    var age = Duration.between(since, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
