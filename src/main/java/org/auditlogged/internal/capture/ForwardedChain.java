// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import org.auditlogged.internal.IpAddress;

/**
 * The addresses in a forwarding header, from the last to the first. Invariant: what stands to the
 * right, which proxies wrote, is never read differently because of what stands to the left, which
 * anybody wrote: an open quote there, for one. Each character is looked at a bounded number of
 * times. For one thread.
 */
final class ForwardedChain {
  private static final int LONGEST = 100;

  private final boolean isForwarded;
  private final List<String> lines;
  private int line;
  // where the part not yet read ends in the current line, or -1 when nothing is left of it
  private int end = -1;

  /**
   * A chain.
   *
   * @param isForwarded whether it is written as RFC 7239 says, else as a plain list of addresses
   * @param lines all lines of the header
   */
  ForwardedChain(boolean isForwarded, List<String> lines) {
    this.isForwarded = isForwarded;
    this.lines = lines;
    this.line = lines.size();
  }

  /** The next address to the left, or {@code null} when there is none or it is not told. */
  IpAddress next() {
    var element = element();
    while (element != null && element.isBlank()) {
      element = element();
    }
    if (element == null) {
      return null;
    }
    var node = isForwarded ? parameterFor(element) : element;
    return node == null ? null : address(node);
  }

  private String element() {
    while (end < 0) {
      if (line == 0) {
        return null;
      }
      line--;
      end = lines.get(line) == null ? -1 : lines.get(line).length();
    }
    var text = lines.get(line);
    int comma = lastComma(text);
    var element = text.substring(comma + 1, end);
    end = comma;
    return element;
  }

  private int lastComma(String text) {
    boolean isQuoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == ',' && !isQuoted) {
        return i;
      }
      if (c == '"' && !isEscaped(text, i)) {
        isQuoted = !isQuoted;
      }
    }
    return -1;
  }

  private static boolean isEscaped(String text, int index) {
    int backslashes = 0;
    while (index - backslashes > 0 && text.charAt(index - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** The value of {@code for}, or null. */
  private static String parameterFor(String element) {
    int start = 0;
    boolean isQuoted = false;
    for (int i = 0; i <= element.length(); i++) {
      boolean isEnd = i == element.length() || element.charAt(i) == ';' && !isQuoted;
      if (isEnd) {
        var pair = element.substring(start, i).strip();
        if (pair.regionMatches(true, 0, "for=", 0, 4)) {
          return pair.substring(4);
        }
        start = i + 1;
      } else if (element.charAt(i) == '"' && !isEscaped(element, i)) {
        isQuoted = !isQuoted;
      }
    }
    return null;
  }

  /**
   * The address of a node as proxies write it: quoted or not, in brackets or not, with a port or
   * not. {@code null} when it is no literal.
   */
  static IpAddress address(String node) {
    var text = unquoted(node.strip());
    if (text.length() > LONGEST) {
      return null;
    }
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      boolean isWhole = close > 0 && isPort(text.substring(close + 1));
      var inside = isWhole ? text.substring(1, close) : "";
      return inside.indexOf(':') >= 0 ? IpAddress.parse(inside) : null;
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && colon == text.lastIndexOf(':')) {
      // one colon: an IPv4 address with a port, since no IPv6 address has so few
      return isPort(text.substring(colon)) ? IpAddress.parse(text.substring(0, colon)) : null;
    }
    return IpAddress.parse(text);
  }

  private static boolean isPort(String text) {
    return text.isEmpty() || text.matches(":([0-9]{1,5}|_[a-zA-Z0-9._-]+)");
  }

  private static String unquoted(String text) {
    boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1).replace("\\", "").strip() : text;
  }
}
