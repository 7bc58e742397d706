// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Takes secrets out of texts, as they will be read and not only as they are written.
 *
 * <ol>
 *   <li>Of a text of more than 10,000 characters the head is looked at and kept, less what at its
 *       end may be the beginning of a secret.
 *   <li>Characters that nobody sees do not hide a secret: the text is searched without them and
 *       with blanks in their place, because some of them are sent as blanks. Where both find
 *       something the whole text is {@code [redacted]}.
 *   <li>What is searched for: {@link SecretShapes} and {@link NamedValues}.
 * </ol>
 *
 * <p>Invariants: what is sent later, its control characters become blanks, holds no shape that was
 * not seen here; linear; a text without a secret that is not too long is given back itself. For any
 * thread.
 */
final class SecretTexts {
  static final int LONGEST = 10_000;
  // a card number in groups, the beginning of a key
  private static final int TAIL = 80;
  private static final int MOST_PASSES = 4;

  private final NamedValues named;

  SecretTexts(SecretNames names) {
    named = new NamedValues(names);
  }

  String redact(String text) {
    var head = text.length() <= LONGEST ? text : head(text);
    if (!hasInvisible(head)) {
      return visible(head);
    }
    var without = shown(head, "");
    var withBlanks = shown(head, " ");
    var one = visible(without);
    var other = visible(withBlanks);
    if (one.equals(without)) {
      return other.equals(withBlanks) ? head : other;
    }
    return other.equals(withBlanks) ? one : SecretShapes.REDACTED;
  }

  private String visible(String text) {
    var before = text;
    var after = named.redact(SecretShapes.redact(text));
    for (int passes = 1; passes < MOST_PASSES && !after.equals(before); passes++) {
      before = after;
      after = named.redact(SecretShapes.redact(after));
    }
    return after;
  }

  private static String head(String text) {
    int start = LONGEST;
    while (start > 0 && SecretShapes.isTokenPart(text.charAt(start - 1))) {
      start--;
    }
    int end = LONGEST - TAIL;
    // a JWT without its end is not known by its shape
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == 'e' && SecretShapes.isHeader(text, i)) {
        end = i;
      }
    }
    return text.substring(0, end) + "…";
  }

  private static boolean hasInvisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 127 && isInvisible(Character.isSurrogate(c) ? text.codePointAt(i) : c)) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String text, String instead) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (isInvisible(character)) {
        shown.append(instead);
      } else {
        shown.appendCodePoint(character);
      }
    }
    return shown.toString();
  }

  /** Format characters, variation selectors, fillers, and the joiner among the accents. */
  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || c >= 0xfe00 && c <= 0xfe0f
        || c >= 0xe0000 && c <= 0xe0fff
        || c >= 0x180b && c <= 0x180f
        || c == 0x034f
        || c == 0x115f
        || c == 0x1160
        || c == 0x3164
        || c == 0xffa0;
  }
}
