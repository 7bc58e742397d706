// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * A text with parts replaced by {@code [redacted]}. Invariant: it is made for the first part only,
 * so that the usual case, a text without one, costs nothing. Parts are given from left to right.
 * For one thread.
 */
final class Cuts {
  private final String text;
  private final StringBuilder kept = new StringBuilder();
  private int copied;

  private Cuts(String text) {
    this.text = text;
  }

  /**
   * Cuts a part out.
   *
   * @param before the parts before it, or {@code null}
   */
  static Cuts out(Cuts before, String text, int from, int to) {
    var cuts = before == null ? new Cuts(text) : before;
    cuts.kept.append(text, cuts.copied, from).append(SecretShapes.REDACTED);
    cuts.copied = to;
    return cuts;
  }

  String result() {
    return kept.append(text, copied, text.length()).toString();
  }
}
