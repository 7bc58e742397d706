// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

/** How the stand-in behaves. */
public enum Behaviour {
  /** Answers at once. */
  UP,
  /** Answers after two seconds. */
  SLOW,
  /** Takes two requests each second and answers 429 to the others. */
  LIMITED,
  /** Answers 503 to everything. */
  DOWN
}
