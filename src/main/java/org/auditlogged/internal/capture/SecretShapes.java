// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.function.IntPredicate;

/**
 * Finds secrets in text by their shape.
 *
 * <ol>
 *   <li>A PEM block of a private key, up to its end, or to the end of the text when that is
 *       missing.
 *   <li>A JWT: in a run of {@code a-z A-Z 0-9 _ - .}, from {@code eyJ} on when two dots follow.
 *   <li>What follows the word {@code bearer}, up to a blank, quote, comma, semicolon or bracket.
 *   <li>An API key: {@code sk_} that no letter or digit precedes, and eight or more of {@code a-z
 *       A-Z 0-9 _ -}.
 *   <li>A card number, see {@link CardNumbers}.
 * </ol>
 *
 * <p>Invariants: the time is linear in the text, whatever it holds, so it is walked by hand and not
 * by a regular expression; a text without a secret is given back itself; a result is its own
 * result. Pure; for any thread.
 */
final class SecretShapes {
  static final String REDACTED = "[redacted]";
  private static final String BEGIN = "-----BEGIN ";
  private static final String KEY = "PRIVATE KEY";
  private static final String END = "-----END ";
  private static final int LABEL = 64;
  private static final int MOST_PASSES = 8;
  private static final int SHORTEST_KEY = 8;

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
    return CardNumbers.redact(apiKeys(bearer(jwt(pem(text)))));
  }

  private static String pem(String text) {
    Cuts cuts = null;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
      int label = at + BEGIN.length();
      int key = text.substring(label, Math.min(label + LABEL, text.length())).indexOf(KEY);
      if (key < 0) {
        at = label;
        continue;
      }
      int end = text.indexOf(END, label + key);
      int close = end < 0 ? -1 : text.indexOf("-----", end + END.length());
      at = close < 0 ? text.length() : close + 5;
      cuts = Cuts.out(cuts, text, label - BEGIN.length(), at);
    }
    return cuts == null ? text : cuts.result();
  }

  private static String jwt(String text) {
    Cuts cuts = null;
    for (int at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at)) {
      int end = end(text, at, c -> isKey(c) || c == '.');
      if (text.substring(at, end).chars().filter(c -> c == '.').count() >= 2) {
        cuts = Cuts.out(cuts, text, at, end);
      }
      at = end;
    }
    return cuts == null ? text : cuts.result();
  }

  private static String bearer(String text) {
    Cuts cuts = null;
    for (int at = bearer(text, 0); at >= 0; at = bearer(text, at)) {
      int word = at + "bearer".length();
      int start = end(text, word, c -> c <= ' ' || ":=+%\"'".indexOf(c) >= 0);
      int end = end(text, start, c -> c > ' ' && "\"',;()[]{}<>".indexOf(c) < 0);
      if (start > word && end > start) {
        cuts = Cuts.out(cuts, text, start, end);
      }
      at = Math.max(end, word);
    }
    return cuts == null ? text : cuts.result();
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

  private static boolean isKey(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
