// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.internal.outbox.Account;
import org.auditlogged.internal.outbox.OutboxException;

/** What an account should do, in memory: a standing, heart-beats, and who probes. One thread. */
final class NaiveAccount {
  /** Who did not look for so long does not count. */
  static final Duration ALIVE = Duration.ofSeconds(15);

  private final Clock clock;
  private final Map<String, Instant> seen = new HashMap<>();
  private final List<Account.Standing> standings = new ArrayList<>(List.of(Account.Standing.OPEN));
  private String prober = "";
  private Instant probeEnd = Instant.MIN;

  NaiveAccount(Clock clock) {
    this.clock = clock;
  }

  Account.Standing standing() {
    return standings.get(standings.size() - 1);
  }

  /** All there were, in order. */
  List<Account.Standing> standings() {
    return List.copyOf(standings);
  }

  Node node(String name) {
    return new Node(name);
  }

  /** As one node sees it. */
  final class Node implements Account {
    private final String name;
    private final List<Instant> looks = new ArrayList<>();
    private boolean isBroken;
    private int asked;
    private int told;

    private Node(String name) {
      this.name = name;
    }

    void breakDown(boolean broken) {
      isBroken = broken;
    }

    List<Instant> looks() {
      return looks;
    }

    /** How often it asked for the probe. */
    int asked() {
      return asked;
    }

    /** How often it told something, in vain or not. */
    int told() {
      return told;
    }

    @Override
    public Shared look() {
      fail();
      looks.add(clock.instant());
      seen.put(name, clock.instant());
      seen.values().removeIf(last -> !last.plus(ALIVE).isAfter(clock.instant()));
      return new Shared(standing(), seen.size());
    }

    @Override
    public boolean change(Standing from, Standing to) {
      fail();
      told++;
      if (from.version() != standing().version()) {
        return false;
      }
      standings.add(to);
      probeEnd = Instant.MIN;
      return true;
    }

    @Override
    public boolean mayProbe(Standing standing, Duration lease) {
      fail();
      asked++;
      boolean isFree = prober.equals(name) || !probeEnd.isAfter(clock.instant());
      if (standing.version() != standing().version() || !isFree) {
        return false;
      }
      prober = name;
      probeEnd = clock.instant().plus(lease);
      return true;
    }

    private void fail() {
      if (isBroken) {
        throw new OutboxException("broken by the test", null);
      }
    }
  }
}
