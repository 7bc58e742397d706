// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * A text with parts replaced by {@code [redacted]}. Invariant: without a part the text itself is
 * the result, so that the usual case copies nothing. Parts are given from left to right. For one
 * thread.
 */
final class Cuts {
  private final String text;
  private StringBuilder kept;
  private int copied;

  Cuts(String text) {
    this.text = text;
  }

  void out(int from, int to) {
    if (kept == null) {
      kept = new StringBuilder();
    }
    kept.append(text, copied, from).append(SecretShapes.REDACTED);
    copied = to;
  }

  String result() {
    return kept == null ? text : kept.append(text, copied, text.length()).toString();
  }
}
