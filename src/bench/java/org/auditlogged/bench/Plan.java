// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.util.Locale;

/** What a call does with its order; its answer when nothing goes wrong. */
enum Plan {
  /** Inserted and committed. */
  PLACED(200),
  /** Inserted, and its transaction marked for a rollback by a method that returns. */
  UNDONE(200),
  /** Inserted, and rolled back because the method throws. */
  THROWN(409),
  /** Inserted by an audited service that succeeds, and rolled back by whoever called that. */
  WITHDRAWN(200),
  /** Nothing is inserted. */
  ASKED(200),
  /** Nothing is inserted, and the call is refused when its event cannot be kept. */
  REQUIRED(200);

  final int answer;

  Plan(int answer) {
    this.answer = answer;
  }

  String path(String id) {
    return "/api/orders/" + name().toLowerCase(Locale.ROOT) + "/" + id;
  }
}
