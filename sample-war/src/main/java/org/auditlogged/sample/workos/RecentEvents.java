// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.auditlogged.AuditEvent;

/**
 * The events that were recorded last, whether or not WorkOS has them yet. Bounded; for any thread.
 */
@ApplicationScoped
public class RecentEvents {
  private static final int KEPT = 200;

  private final Deque<Recorded> newest = new ArrayDeque<>();
  private long count;

  /**
   * An event that is safe in the outbox.
   *
   * @param number counts from 1
   * @param event the event
   */
  public record Recorded(long number, AuditEvent event) {}

  synchronized void add(@ObservesAsync AuditEvent event) {
    newest.addLast(new Recorded(++count, event));
    if (newest.size() > KEPT) {
      newest.removeFirst();
    }
  }

  /** The kept events after the given number, oldest first. */
  synchronized List<Recorded> after(long number) {
    return newest.stream().filter(recorded -> recorded.number() > number).toList();
  }
}
