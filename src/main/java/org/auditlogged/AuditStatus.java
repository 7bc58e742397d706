// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the audit trail is doing, as seen now. {@code @Inject} it. For any thread. The numbers count
 * from when the outbox's file was made, over all restarts; each throws an exception when the outbox
 * cannot be read.
 *
 * <p>They add up at any moment: captured = delivered + waiting + parked + discarded + lost. See
 * {@link #ledger} for all as of one moment.
 */
public interface AuditStatus {

  /**
   * Events that were to be kept, be it that they were lost.
   *
   * @return how many
   */
  long captured();

  /**
   * Events in the outbox that are still to be sent.
   *
   * @return how many
   */
  long waiting();

  /**
   * Events that WorkOS refused for good; they are kept in the outbox. See {@link AuditParked}.
   *
   * @return how many
   */
  long parked();

  /**
   * Events that WorkOS took.
   *
   * @return how many
   */
  long delivered();

  /**
   * Parked events that somebody gave up, with a reason.
   *
   * @return how many
   */
  long discarded();

  /**
   * Events that could not be kept. While the disk is broken they are counted in memory, and written
   * once it works again: only a process that dies before that forgets them, in {@link #captured} as
   * well.
   *
   * @return how many; anything but 0 needs an operator
   */
  long lost();

  /**
   * Events that were larger than WorkOS takes, or than {@code auditlogged.max-event-size}; they
   * were kept without some of what they held, and their metadata {@code truncated} says what.
   *
   * @return how many
   */
  long cut();

  /**
   * Delivered events that WorkOS may have stored twice, because the answer to a sending got lost
   * and the next sending came later than WorkOS remembers an event's id: 24 hours.
   *
   * @return how many
   */
  long possiblyTwice();

  /**
   * Since when the oldest event waits that is still to be sent.
   *
   * @return how long; empty when none waits
   */
  Optional<Duration> oldestWaiting();

  /**
   * Whether delivery has stopped until somebody does something, like setting a good key. It goes on
   * by itself then.
   *
   * @return whether it has
   */
  boolean isHalted();

  /**
   * Why nothing is being delivered just now.
   *
   * @return the reason, for people; empty when delivery goes on
   */
  Optional<String> obstacle();

  /**
   * For which actions and organizations WorkOS refuses events: a hundred of either, by name.
   *
   * @return one for each; empty when nothing is kept back
   */
  List<KeptBack> keptBack();

  /**
   * The counters, all as of one moment.
   *
   * @return the counters
   */
  Ledger ledger();

  /**
   * What is kept back for one action or organization. Counting ends at 10,000, so that asking costs
   * little: then there are as many, or more.
   *
   * @param by {@code action} or {@code organization}
   * @param name which one
   * @param since when the first of those parked was refused; {@code null} when none is parked any
   *     more
   * @param held how many wait until another of theirs is taken; they are among {@link
   *     AuditStatus#waiting}
   * @param parked how many were refused; they are among {@link AuditStatus#parked}
   */
  record KeptBack(String by, String name, Instant since, long held, long parked) {}

  /**
   * Where each event is.
   *
   * @param captured see {@link AuditStatus#captured}
   * @param delivered see {@link AuditStatus#delivered}
   * @param waiting see {@link AuditStatus#waiting}
   * @param parked see {@link AuditStatus#parked}
   * @param discarded see {@link AuditStatus#discarded}
   * @param lost see {@link AuditStatus#lost}
   * @param cut see {@link AuditStatus#cut}
   * @param possiblyTwice see {@link AuditStatus#possiblyTwice}
   */
  record Ledger(
      long captured,
      long delivered,
      long waiting,
      long parked,
      long discarded,
      long lost,
      long cut,
      long possiblyTwice) {}
}
