// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds secrets in text by their shape.
 *
 * <ol>
 *   <li>A {@linkplain PemBlocks PEM block}, whatever is in it.
 *   <li>A JWT: in a run of {@code a-z A-Z 0-9 _ - .}, from {@code eyJ} on when two dots follow; a
 *       header that begins with white space, {@code eyA ewo ew0 ewk}, where a word begins and of 16
 *       or more, because these stand in words too.
 *   <li>What follows the word {@code bearer}, up to a blank, quote, comma, semicolon or bracket,
 *       unless it is one of the words that follow it in a sentence.
 *   <li>An API key: {@code sk_} that no letter or digit precedes, and eight or more of {@code a-z
 *       A-Z 0-9 _ -}.
 *   <li>The password in {@code scheme://user:password@host}.
 *   <li>A card number, see {@link CardNumbers}.
 * </ol>
 *
 * <p>Invariants: the time is linear in the text, whatever it holds, so it is walked by hand and not
 * by a regular expression; a text without a secret is given back itself and costs no memory; a
 * result is its own result. Pure; for any thread.
 */
final class SecretShapes {
  static final String REDACTED = "[redacted]";
  private static final int MOST_PASSES = 8;
  private static final int SHORTEST_KEY = 8;
  private static final int SHORTEST_HEADER = 16;
  private static final Set<String> PROSE =
      Set.of(
          ("of is was are has had may must shall should can will would who whom which with without"
                  + " for from to in on at by and or not no as auth authentication authorization"
                  + " scheme required missing invalid expired")
              .split(" "));
  private static final Set<String> BEFORE_TOKEN = Set.of("bearer", "token", "tokens");

  // what a shape cannot be without
  private static final byte DASH = 1;
  private static final byte DOT = 2;
  private static final byte B = 4;
  private static final byte UNDERSCORE = 8;
  private static final byte AT = 16;
  private static final byte DIGIT = 32;
  private static final byte[] MARKS = marks();

  private SecretShapes() {}

  static String redact(String text) {
    var before = text;
    var after = pass(before);
    // what is cut out may have hidden another shape beside it; a text without a secret costs one
    // pass
    for (int passes = 1; passes < MOST_PASSES && !after.equals(before); passes++) {
      before = after;
      after = pass(before);
    }
    return after;
  }

  private static String pass(String text) {
    int marks = marks(text);
    var left = (marks & DASH) == 0 ? text : PemBlocks.redact(text);
    left = (marks & DOT) == 0 ? left : jwt(left);
    left = (marks & B) == 0 ? left : bearer(left);
    left = (marks & UNDERSCORE) == 0 ? left : apiKeys(left);
    left = (marks & AT) == 0 ? left : UserInfo.redact(left);
    return (marks & DIGIT) == 0 ? left : CardNumbers.redact(left);
  }

  private static byte[] marks() {
    var marks = new byte[128];
    marks['-'] = DASH;
    marks['.'] = DOT;
    marks['b'] = B;
    marks['B'] = B;
    marks['_'] = UNDERSCORE;
    marks['@'] = AT;
    for (int c = '0'; c <= '9'; c++) {
      marks[c] = DIGIT;
    }
    return marks;
  }

  /** One look at the text that tells most shapes from ordinary words. */
  private static int marks(String text) {
    int marks = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int mark = c < 128 ? MARKS[c] : Character.isDigit(c) ? DIGIT : 0;
      marks |= mark;
      digits += mark / DIGIT;
    }
    return digits < CardNumbers.SHORTEST ? marks & ~DIGIT : marks;
  }

  private static String jwt(String text) {
    Cuts cuts = null;
    int end = 0;
    int lastButOneDot = -1;
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) != 'e' || !isHeader(text, i)) {
        continue;
      }
      if (i >= end) {
        // once for each run, however many headers seem to begin in it
        int dot = -1;
        lastButOneDot = -1;
        for (end = i; end < text.length() && isTokenPart(text.charAt(end)); end++) {
          if (text.charAt(end) == '.') {
            lastButOneDot = dot;
            dot = end;
          }
        }
      }
      if (i < lastButOneDot) {
        cuts = Cuts.out(cuts, text, i, end);
        i = end - 1;
      }
    }
    return cuts == null ? text : cuts.result();
  }

  /** Whether what may be the header of a JWT begins here. */
  static boolean isHeader(String text, int start) {
    if (text.startsWith("eyJ", start)) {
      return true;
    }
    boolean isOther =
        text.startsWith("eyA", start)
            || text.startsWith("ewo", start)
            || text.startsWith("ew0", start)
            || text.startsWith("ewk", start);
    if (!isOther || !isBoundary(text, start - 1)) {
      return false;
    }
    int end = start;
    while (end < text.length() && end - start < SHORTEST_HEADER && isKey(text.charAt(end))) {
      end++;
    }
    return end - start == SHORTEST_HEADER;
  }

  private static String bearer(String text) {
    Cuts cuts = null;
    for (int at = bearer(text, 0); at >= 0; at = bearer(text, at)) {
      int word = at + "bearer".length();
      int start = end(text, word, SecretShapes::isGap);
      int end = end(text, start, SecretShapes::isToken);
      while (start > word && BEFORE_TOKEN.contains(lower(text, start, end))) {
        word = end;
        start = end(text, word, SecretShapes::isGap);
        end = end(text, start, SecretShapes::isToken);
      }
      if (start > word && end > start && !PROSE.contains(lower(text, start, end))) {
        cuts = Cuts.out(cuts, text, start, end);
      }
      at = Math.max(end, word);
    }
    return cuts == null ? text : cuts.result();
  }

  private static boolean isGap(int c) {
    return isBlank((char) c) || ":=+%\"'".indexOf(c) >= 0;
  }

  private static boolean isToken(int c) {
    return !isBlank((char) c) && "\"',;()[]{}<>".indexOf(c) < 0;
  }

  private static String lower(String text, int from, int to) {
    return to - from > SHORTEST_HEADER ? "" : text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static int bearer(String text, int from) {
    for (int i = from; i + 6 <= text.length(); i++) {
      boolean isHere = (text.charAt(i) | 32) == 'b' && text.regionMatches(true, i, "bearer", 0, 6);
      if (isHere && isBoundary(text, i - 1)) {
        return i;
      }
    }
    return -1;
  }

  private static String apiKeys(String text) {
    Cuts cuts = null;
    for (int at = text.indexOf("sk_"); at >= 0; at = text.indexOf("sk_", at)) {
      int end = end(text, at + 3, SecretShapes::isKey);
      if (end - at - 3 >= SHORTEST_KEY && isBoundary(text, at - 1)) {
        cuts = Cuts.out(cuts, text, at, end);
        at = end;
      } else {
        at += 3;
      }
    }
    return cuts == null ? text : cuts.result();
  }

  private static int end(String text, int from, IntPredicate belongs) {
    int end = from;
    while (end < text.length() && belongs.test(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static boolean isBoundary(String text, int index) {
    return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
  }

  /** Whether it parts words, or becomes a blank when it is sent. */
  static boolean isBlank(char c) {
    return c <= ' ' || c >= 127 && (Character.isISOControl(c) || Character.isSpaceChar(c));
  }

  static boolean isTokenPart(char c) {
    return c == '.' || isKey(c);
  }

  private static boolean isKey(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
