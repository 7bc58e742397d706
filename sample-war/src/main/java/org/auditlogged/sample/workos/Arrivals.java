// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the stand-in keeps: the newest events, and the first answers to the newest idempotency keys.
 * Bounded, and for any thread.
 */
final class Arrivals {
  private final int capacity;
  private final Deque<Arrival> newest = new ArrayDeque<>();
  private final Map<String, Answer> answers;
  private long taken;

  /**
   * Empty.
   *
   * @param capacity how many events are kept
   * @param keys how many idempotency keys are remembered
   */
  Arrivals(int capacity, int keys) {
    this.capacity = capacity;
    this.answers =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > keys;
          }
        };
  }

  /**
   * Judges an event and keeps it when it is good. A key that was seen before gets its first answer
   * again, whatever the body.
   *
   * @param key the idempotency key, or {@code null}
   * @param body what was sent
   * @param verdict judges it
   */
  synchronized Answer answer(String key, String body, Supplier<Answer> verdict) {
    var first = key == null ? null : answers.get(key);
    if (first != null) {
      return first;
    }
    var answer = verdict.get();
    if (answer.status() == 200) {
      newest.addLast(new Arrival(++taken, Instant.now(), key, body));
      if (newest.size() > capacity) {
        newest.removeFirst();
      }
    }
    if (key != null) {
      answers.put(key, answer);
    }
    return answer;
  }

  /** The kept events after the given number, oldest first. */
  synchronized List<Arrival> after(long number) {
    return newest.stream().filter(arrival -> arrival.number() > number).toList();
  }
}
