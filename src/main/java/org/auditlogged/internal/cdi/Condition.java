// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.auditlogged.AuditStatus;
import org.auditlogged.internal.AuditConfig.Health;

/**
 * Whether an operator should look, and why. Immutable.
 *
 * @param isWell whether not
 * @param data what there is to see: texts, numbers and truths
 */
record Condition(boolean isWell, Map<String, Object> data) {

  /**
   * The condition as of now; never throws.
   *
   * @param check throws when an event could not be kept now
   */
  static Condition of(AuditStatus status, Runnable check, Health settings) {
    var data = new LinkedHashMap<String, Object>();
    var problems = new ArrayList<String>();
    if (status.isHalted()) {
      problems.add("delivery is halted");
    }
    status.obstacle().ifPresent(obstacle -> data.put("obstacle", obstacle));
    attempt(problems, () -> count(status, settings, data));
    attempt(
        problems,
        () -> {
          check.run();
          return List.of();
        });
    if (!problems.isEmpty()) {
      data.put("problems", String.join("; ", problems));
    }
    return new Condition(problems.isEmpty() || !settings.tells(), data);
  }

  private static List<String> count(AuditStatus status, Health settings, Map<String, Object> data) {
    var ledger = status.ledger();
    data.put("captured", ledger.captured());
    data.put("delivered", ledger.delivered());
    data.put("waiting", ledger.waiting());
    data.put("parked", ledger.parked());
    data.put("discarded", ledger.discarded());
    data.put("lost", ledger.lost());
    var oldest = status.oldestWaiting().orElse(Duration.ZERO);
    data.put("oldest_waiting_seconds", oldest.toSeconds());
    var problems = new ArrayList<String>();
    if (ledger.parked() > 0) {
      problems.add(ledger.parked() + " parked");
    }
    if (oldest.compareTo(settings.oldestWaiting()) > 0) {
      problems.add("an event waits for longer than " + settings.oldestWaiting());
    }
    return problems;
  }

  private static void attempt(List<String> problems, Supplier<List<String>> task) {
    try {
      problems.addAll(task.get());
    } catch (RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }
}
