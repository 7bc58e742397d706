// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * Finds PEM blocks: keys, certificates, the {@code ---- BEGIN SSH2 …} of RFC 4716. Whatever is in
 * them, they are cut out with their lines {@code BEGIN} and {@code END}; one without an end, to the
 * end of the text. Linear in the text. Pure; for any thread.
 */
final class PemBlocks {
  private static final String BEGIN = "BEGIN ";
  private static final String END = "END ";
  private static final int DASHES = 4;
  private static final int LABEL = 64;

  private PemBlocks() {}

  static String redact(String text) {
    Cuts cuts = null;
    int done = 0;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
      int start = dashes(text, at, done);
      at += BEGIN.length();
      if (start >= 0 && isLabel(text, at)) {
        done = end(text, at);
        cuts = Cuts.out(cuts, text, start, done);
        at = done;
      }
    }
    return cuts == null ? text : cuts.result();
  }

  /** Where the dashes before the word begin, or -1 when there are too few. */
  private static int dashes(String text, int word, int least) {
    int end = word > least && text.charAt(word - 1) == ' ' ? word - 1 : word;
    int start = end;
    while (start > least && text.charAt(start - 1) == '-') {
      start--;
    }
    return end - start >= DASHES ? start : -1;
  }

  private static boolean isLabel(String text, int from) {
    int end = from;
    while (end < text.length() && end - from < LABEL && isLabel(text.charAt(end))) {
      end++;
    }
    // a text that was cut within it
    return end == text.length() || text.startsWith("--", end);
  }

  private static boolean isLabel(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ';
  }

  private static int end(String text, int from) {
    for (int at = text.indexOf(END, from); at >= 0; at = text.indexOf(END, at + 1)) {
      int start = dashes(text, at, from);
      if (start >= 0) {
        int close = text.indexOf("--", at);
        // as many as before it: the next block may follow at once
        int most = close + at - start;
        int end = close < 0 ? text.length() : close;
        while (close >= 0 && end < Math.min(text.length(), most) && text.charAt(end) == '-') {
          end++;
        }
        return end;
      }
    }
    return text.length();
  }
}
