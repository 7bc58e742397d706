// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Finds numbers of payment cards: 13 to 19 digits with the check digit of Luhn, in groups parted by
 * one blank or dash or in none.
 *
 * <p>A number stands alone: whole groups, no letter or digit beside it and no {@code 0.} before it,
 * so that nothing is cut out of a longer number or a UUID. It begins with 2 to 9: no payment card
 * begins with 0, one seldom seen kind with 1, and so does a time in milliseconds, one in ten of
 * which would pass. Of several readings the longest wins. Linear in the text: from each group at
 * most 19 digits are read. Pure; for any thread.
 */
final class CardNumbers {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private CardNumbers() {}

  static String redact(String text) {
    var cut = new Cuts(text);
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text, i) && standsAlone(text, i)) {
        int end = end(text, i);
        if (end > i) {
          cut.out(i, end);
          i = end;
        }
      }
    }
    return cut.result();
  }

  private static boolean standsAlone(String text, int start) {
    // a fraction of one has as many digits, and one in ten passes; behind other numbers a point may
    // as well part two cards
    boolean isFraction =
        start >= 2 && text.startsWith("0.", start - 2) && SecretShapes.isBoundary(text, start - 3);
    return !isFraction && SecretShapes.isBoundary(text, start - 1);
  }

  /** Where the longest number that starts here ends, or the start itself. */
  private static int end(String text, int start) {
    int end = start;
    var digits = new StringBuilder(LONGEST);
    for (int i = start; digits.length() < LONGEST && isDigit(text, i); i++) {
      digits.append(text.charAt(i));
      if (isDigit(text, i + 1)) {
        continue;
      }
      if (SecretShapes.isBoundary(text, i + 1) && isCard(digits)) {
        end = i + 1;
      }
      // over one separator to the next group
      if (i + 1 < text.length() && (text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '-')) {
        i++;
      }
    }
    return end;
  }

  private static boolean isCard(CharSequence digits) {
    if (digits.length() < SHORTEST || digits.charAt(0) < '2') {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private static boolean isDigit(String text, int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
