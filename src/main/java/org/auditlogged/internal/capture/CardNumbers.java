// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Finds numbers of payment cards: the first digits and the length of a scheme that exists, and the
 * check digit of Luhn.
 *
 * <table>
 * <caption>Schemes</caption>
 * <tr><th>begins with<th>digits
 * <tr><td>4<td>13, 16, 19
 * <tr><td>51 to 55, 2221 to 2720<td>16
 * <tr><td>34, 37<td>15
 * <tr><td>30, 36, 38, 39<td>14
 * <tr><td>35, 62, 6011, 644 to 659, 2200 to 2204<td>16 to 19
 * <tr><td>5018, 5020, 5038, 5893, 6304, 6759, 6761 to 6763<td>12 to 19
 * </table>
 *
 * <p>The digits stand in one group, or in groups of three or more, the last of any size, parted by
 * up to three blanks, control characters, dashes or points. They are whole groups; no digit of a
 * UUID is among them, {@code 0.} does not stand before them, and a word that touches them is no
 * hexadecimal number: in {@code PAN4111…} they are found. Times as {@code yyyyMMddHHmmss} and IMEI
 * have other first digits or lengths. Of several readings the longest wins. Linear in the text:
 * from each group at most 19 digits are read. Pure; for any thread.
 */
final class CardNumbers {
  /** A text with fewer digits holds none. */
  static final int SHORTEST = 12;

  private static final int LONGEST = 19;
  private static final int GROUP = 3;
  private static final int GAP = 3;
  private static final int WORD = 16;
  private static final int UUID = 36;
  // where the groups of a UUID begin
  private static final int[] UUID_GROUPS = {0, 9, 14, 19, 24};

  private CardNumbers() {}

  static String redact(String text) {
    Cuts cuts = null;
    for (int i = 0; i < text.length(); i++) {
      if (digit(text, i) < 0) {
        continue;
      }
      int uuid = uuid(text, i);
      int end = uuid < 0 && standsAlone(text, i) ? end(text, i) : i;
      if (end > i) {
        cuts = Cuts.out(cuts, text, i, end);
      }
      // to the end of the UUID, of the number or of the group
      i = Math.max(uuid, end > i ? end : groupEnd(text, i)) - 1;
    }
    return cuts == null ? text : cuts.result();
  }

  private static int groupEnd(String text, int start) {
    int end = start;
    while (digit(text, end) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean standsAlone(String text, int start) {
    // a fraction of one has as many digits; behind other numbers a point may as well part two cards
    boolean isFraction =
        start >= 2 && text.startsWith("0.", start - 2) && SecretShapes.isBoundary(text, start - 3);
    return !isFraction && isFree(text, start - 1, -1);
  }

  /** Whether what touches the digits does not belong to them: nothing, or a word. */
  private static boolean isFree(String text, int index, int step) {
    for (int i = index; i >= 0 && i < text.length() && Math.abs(i - index) < WORD; i += step) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        return i == index;
      }
      if (Character.isLetter(c) && Character.digit(c, 16) < 0) {
        return true;
      }
      if (digit(text, i) >= 0) {
        return false;
      }
    }
    return index < 0 || index >= text.length();
  }

  /** Where the longest number that starts here ends, or the start itself. */
  private static int end(String text, int start) {
    int end = start;
    int count = 0;
    int group = 0;
    long number = 0;
    for (int i = start; count < LONGEST; i++) {
      int digit = digit(text, i);
      if (digit < 0 || count == 0 && (digit < 2 || digit > 6)) {
        break;
      }
      number = 10 * number + digit;
      count++;
      group++;
      if (digit(text, i + 1) >= 0) {
        continue;
      }
      if (isCard(number, count) && isFree(text, i + 1, 1)) {
        end = i + 1;
      }
      int next = nextGroup(text, i + 1);
      if (group < GROUP || next < 0) {
        break;
      }
      group = 0;
      i = next - 1;
    }
    return end;
  }

  /** Where the next group of a number begins, or -1. */
  private static int nextGroup(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < GAP && isGap(text.charAt(i))) {
      i++;
    }
    return i > from && digit(text, i) >= 0 && uuid(text, i) < 0 ? i : -1;
  }

  private static boolean isGap(char c) {
    return c == '-'
        || c == '.'
        || SecretShapes.isBlank(c)
        || c > 127 && Character.getType(c) == Character.DASH_PUNCTUATION;
  }

  /** Where the UUID ends, one of whose groups begins here, or -1. */
  private static int uuid(String text, int start) {
    for (int group : UUID_GROUPS) {
      int from = start - group;
      if (from >= 0 && from + UUID <= text.length() && isUuid(text, from)) {
        return from + UUID;
      }
    }
    return -1;
  }

  private static boolean isUuid(String text, int from) {
    if (text.charAt(from + 8) != '-'
        || text.charAt(from + 13) != '-'
        || text.charAt(from + 18) != '-'
        || text.charAt(from + 23) != '-') {
      return false;
    }
    for (int i = 0; i < UUID; i++) {
      boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
      if (!isDash && Character.digit(text.charAt(from + i), 16) < 0) {
        return false;
      }
    }
    return SecretShapes.isBoundary(text, from - 1) && SecretShapes.isBoundary(text, from + UUID);
  }

  private static boolean isCard(long number, int count) {
    return count >= SHORTEST && isIssued(number, count) && isLuhn(number);
  }

  private static boolean isIssued(long number, int count) {
    int four = (int) (number / (long) Math.pow(10, count - 4));
    int three = four / 10;
    int two = four / 100;
    if (four / 1000 == 4) {
      return count == 13 || count == 16 || count == 19;
    }
    return switch (two) {
      case 51, 52, 53, 54, 55 -> count == 16;
      case 34, 37 -> count == 15;
      case 30, 36, 38, 39 -> count == 14;
      case 35, 62, 65 -> count >= 16;
      default ->
          four >= 2221 && four <= 2720 && count == 16
              || (four >= 2200 && four <= 2204 || four == 6011 || three >= 644 && three <= 649)
                  && count >= 16
              || isMaestro(four);
    };
  }

  private static boolean isMaestro(int four) {
    return switch (four) {
      case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
      default -> false;
    };
  }

  private static boolean isLuhn(long number) {
    int sum = 0;
    boolean isDoubled = false;
    for (long rest = number; rest > 0; rest /= 10) {
      int digit = (int) (rest % 10);
      int weighted = isDoubled ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
      isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
  }

  /** The digit at the index, of any script, or -1. */
  private static int digit(String text, int index) {
    if (index >= text.length()) {
      return -1;
    }
    char c = text.charAt(index);
    return c >= '0' && c <= '9' ? c - '0' : c < 128 ? -1 : Character.digit(c, 10);
  }
}
