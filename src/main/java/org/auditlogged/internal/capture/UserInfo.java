// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Finds the password in {@code scheme://user:password@host}, also one with a {@code /} or {@code @}
 * that should have been escaped. Linear in the text. Pure; for any thread.
 */
final class UserInfo {
  private static final String SCHEME_END = "://";

  private UserInfo() {}

  static String redact(String text) {
    Cuts cuts = null;
    int end = 0;
    int lastAt = -1;
    for (int at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, at)) {
      at += SCHEME_END.length();
      if (at >= end) {
        // once for each run without blanks, however many addresses seem to begin in it
        lastAt = -1;
        for (end = at; end < text.length() && isPart(text.charAt(end)); end++) {
          lastAt = text.charAt(end) == '@' ? end : lastAt;
        }
      }
      int authority = authority(text, at, end);
      int colon = text.indexOf(':', at);
      if (colon < 0) {
        break;
      }
      int close = lastAt(text, at, authority);
      if (close <= colon && colon < authority && !isPort(text, colon + 1, authority)) {
        close = lastAt;
      }
      if (colon < authority && close > colon + 1 && text.charAt(at) != '[') {
        cuts = Cuts.out(cuts, text, colon + 1, close);
        at = close;
      }
    }
    return cuts == null ? text : cuts.result();
  }

  private static boolean isPart(char c) {
    return !SecretShapes.isBlank(c) && c != '"' && c != '\'' && c != '<' && c != '>';
  }

  private static int authority(String text, int from, int to) {
    int end = from;
    while (end < to && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int lastAt(String text, int from, int to) {
    int at = to - 1;
    while (at >= from && text.charAt(at) != '@') {
      at--;
    }
    return at;
  }

  private static boolean isPort(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
