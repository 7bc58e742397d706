// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds what was probably meant. Invariant: the work is bounded by the known words, whatever is
 * asked for. Pure; for any thread.
 */
final class Spelling {
  private static final int LONGEST = 100;

  private Spelling() {}

  /** The known word with the fewest edits, if they are few for its length; the first of equals. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    if (word.length() <= LONGEST) {
      for (var candidate : known) {
        int edits = edits(word, candidate);
        if (edits < fewest && edits <= Math.max(2, candidate.length() / 3)) {
          nearest = candidate;
          fewest = edits;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** How many characters to insert, delete or replace (Levenshtein). */
  private static int edits(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
