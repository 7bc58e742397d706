// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

/**
 * Text that is fit to be sent. Invariants: it never grows beyond its limit, a text that was cut
 * ends in {@code …}, it holds whole characters only, and nothing that breaks or turns a line:
 * control characters, line separators and what turns a line become spaces, halves of surrogate
 * pairs become {@code U+FFFD}; marks of direction that take no room are left out. Appending costs
 * what is kept, not what is offered. For one thread.
 */
final class BoundedText {
  private static final int NOTHING = -1;

  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private boolean isFull;

  BoundedText(int limit) {
    this.limit = limit;
  }

  /**
   * A text made fit.
   *
   * @param cut told when it was cut
   */
  static String of(String text, int limit, Cut cut) {
    if (isFit(text, limit)) {
      return text;
    }
    var bounded = new BoundedText(limit).append(text);
    cut.lose(Cut.Part.TEXTS, bounded.isFull ? 1 : 0);
    return bounded.toString();
  }

  /** Most texts are, and need no copy. */
  static boolean isFit(String text, int limit) {
    if (text.length() > limit) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** Whether there is nothing to be seen in a text. */
  static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (!isInvisible(character)) {
        return false;
      }
      i += Character.charCount(character);
    }
    return true;
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isFiller(character);
    };
  }

  /** Letters, marks and a symbol that show nothing; Unicode gives them no type of their own. */
  private static boolean isFiller(int character) {
    return character == 0x034f
        || character == 0x115f
        || character == 0x1160
        || character == 0x2800
        || character == 0x3164
        || character == 0xffa0
        || character >= 0xfe00 && character <= 0xfe0f
        || character >= 0xe0100 && character <= 0xe01ef;
  }

  BoundedText append(String more) {
    for (int i = 0; i < more.length() && !isFull; ) {
      int character = more.codePointAt(i);
      i += Character.charCount(character);
      int clean = clean(character);
      if (clean == NOTHING) {
        continue;
      }
      if (text.length() + Character.charCount(clean) > limit) {
        isFull = true;
      } else {
        text.appendCodePoint(clean);
      }
    }
    return this;
  }

  /** Whether something was left out, so that more need not be offered. */
  boolean isFull() {
    return isFull;
  }

  private static int clean(int character) {
    if (character < 128) {
      return character < ' ' || character == 127 ? ' ' : character;
    }
    return switch (Character.getType(character)) {
      case Character.SURROGATE -> 0xfffd;
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT ->
          marksDirection(character) ? NOTHING : turnsLine(character) ? ' ' : character;
      default -> character;
    };
  }

  private static boolean marksDirection(int character) {
    return character == 0x200e || character == 0x200f || character == 0x061c;
  }

  /** Other format characters hold words and emoji together. */
  private static boolean turnsLine(int character) {
    return character >= 0x202a && character <= 0x202e || character >= 0x2066 && character <= 0x2069;
  }

  @Override
  public String toString() {
    if (!isFull) {
      return text.toString();
    }
    int end = text.length();
    while (end > limit - 1) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }
}
