// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Calls by plan, each for an order of its own and made once, by many callers on whatever node is
 * up; and what they were answered. For any thread.
 */
final class Orders {
  /** The connection was cut: whoever called does not know. */
  static final int CUT = -1;

  private static final int CALLERS = 12;

  private final List<Plan> plans;
  private final AtomicIntegerArray answers;
  private final AtomicInteger next = new AtomicInteger();

  /** So many calls, each by one of the plans, of which more often comes what is there twice. */
  Orders(int calls, Random random, Plan... mix) {
    plans = random.ints(calls, 0, mix.length).mapToObj(each -> mix[each]).toList();
    answers = new AtomicIntegerArray(calls);
  }

  int size() {
    return plans.size();
  }

  Plan plan(int call) {
    return plans.get(call);
  }

  String id(int call) {
    return "order-" + call;
  }

  /** The status, or {@link #CUT}; 0 before it. */
  int answer(int call) {
    return answers.get(call);
  }

  boolean isAnswered(int call) {
    return answers.get(call) != CUT;
  }

  /** Makes all the calls, so many a second unless the nodes are slower; returns after the last. */
  void run(Nodes nodes, int perSecond) throws Exception {
    var pool = Executors.newFixedThreadPool(CALLERS);
    try {
      long start = System.nanoTime();
      var callers = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            () -> {
              for (int call = next.getAndIncrement();
                  call < size();
                  call = next.getAndIncrement()) {
                long due = start + (long) (call * 1e9 / perSecond);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                answers.set(call, make(call, nodes));
              }
              return null;
            });
      }
      for (var caller : pool.invokeAll(callers)) {
        caller.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private int make(int call, Nodes nodes) throws Exception {
    while (true) {
      try (var caller = Caller.posting(nodes.port(), plan(call).path(id(call)))) {
        return caller.call();
      } catch (ConnectException e) {
        // nobody has heard it: the node was killed just now
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (IOException e) {
        return CUT;
      }
    }
  }
}
