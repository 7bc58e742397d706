// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Set;

/**
 * The words and signs of one expression, one after the other. Holds the one that is next. For one
 * thread.
 */
final class Tokens {
  private static final Set<String> WORDS =
      Set.of(("and or not empty div mod eq ne lt gt le ge true false null instanceof").split(" "));
  private static final String TWO = "&& || == != <= >= += ->";

  enum Kind {
    NAME,
    WORD,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private final String text;
  private int start;
  private int at;
  private Kind kind;
  private String value;

  /** From an index of a text on. */
  Tokens(String text, int from) {
    this.text = text;
    this.at = from;
    next();
  }

  Kind kind() {
    return kind;
  }

  String value() {
    return value;
  }

  /** Where the next one begins. */
  int start() {
    return start;
  }

  /** Whether the next one is a sign, or a word that stands for it. */
  boolean is(String signs) {
    if (kind != Kind.SIGN && kind != Kind.WORD) {
      return false;
    }
    return (" " + signs + " ").contains(" " + value + " ");
  }

  /** Whether a sign comes right behind the next one. */
  boolean isLast(String sign) {
    var behind = new Tokens(text, at);
    return behind.is(sign);
  }

  /** Goes on when the next one is among the signs. */
  boolean skip(String signs) {
    boolean is = is(signs);
    if (is) {
      next();
    }
    return is;
  }

  void expect(String sign) {
    if (!skip(sign)) {
      throw wrong("expected " + sign);
    }
  }

  String take(Kind expected, String what) {
    if (kind != expected) {
      throw wrong("expected " + what);
    }
    var taken = value;
    next();
    return taken;
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "is no expression: "
            + what
            + (kind == Kind.END ? " at its end" : " at \"" + text.substring(start) + "\""));
  }

  final void next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    start = at;
    if (at == text.length()) {
      kind = Kind.END;
      value = "";
      return;
    }
    char c = text.charAt(at);
    if (Character.isJavaIdentifierStart(c)) {
      name();
    } else if (isDigit(at) || c == '.' && isDigit(at + 1)) {
      number();
    } else if (c == '\'' || c == '"') {
      text(c);
    } else {
      kind = Kind.SIGN;
      boolean isTwo = at + 1 < text.length() && TWO.contains(text.substring(at, at + 2));
      at += isTwo && !Character.isWhitespace(text.charAt(at + 1)) ? 2 : 1;
      value = text.substring(start, at);
    }
  }

  private void name() {
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    value = text.substring(start, at);
    kind = WORDS.contains(value) ? Kind.WORD : Kind.NAME;
  }

  private void number() {
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
      int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
      if (isDigit(at + 1 + sign)) {
        at += 1 + sign;
        digits();
      }
    }
    kind = Kind.NUMBER;
    value = text.substring(start, at);
  }

  private void digits() {
    while (isDigit(at)) {
      at++;
    }
  }

  private void text(char quote) {
    var inside = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      boolean isEscape = text.charAt(at) == '\\' && at + 1 < text.length();
      at += isEscape ? 1 : 0;
      if (isEscape && "\\'\"".indexOf(text.charAt(at)) < 0) {
        throw wrong("\\ stands only before \\ and quotes");
      }
      inside.append(text.charAt(at));
    }
    if (at == text.length()) {
      throw wrong("a text in quotes does not end");
    }
    at++;
    kind = Kind.TEXT;
    value = inside.toString();
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
