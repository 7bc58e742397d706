// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one JSON text, strictly. For one thread. */
final class JsonReader {
  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?");

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    // a byte order mark, as some editors put it there
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  Object read() {
    var value = value();
    if (peek() != 0) {
      throw wrong("there is more behind its end");
    }
    return value;
  }

  private Object value() {
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    enter();
    var object = new LinkedHashMap<String, Object>();
    if (peek() == '}') {
      leave();
      return object;
    }
    do {
      if (peek() != '"') {
        throw wrong("expected a name in quotes");
      }
      var name = string();
      expect(':');
      var value = value();
      if (object.containsKey(name)) {
        throw wrong("\"" + name + "\" stands there twice");
      }
      object.put(name, value);
    } while (more('}'));
    return object;
  }

  private List<Object> array() {
    enter();
    var array = new ArrayList<Object>();
    if (peek() == ']') {
      leave();
      return array;
    }
    do {
      array.add(value());
    } while (more(']'));
    return array;
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw wrong("it is deeper than " + DEEPEST + " levels");
    }
    at++;
  }

  private void leave() {
    depth--;
    at++;
  }

  private boolean more(char end) {
    char c = peek();
    if (c == ',') {
      at++;
      return true;
    }
    if (c != end) {
      throw wrong("expected , or " + end);
    }
    leave();
    return false;
  }

  private String string() {
    var string = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c < ' ') {
        throw wrong("a text goes over its line");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw wrong("it ends within a text");
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    at++;
    char c = at < text.length() ? text.charAt(at) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (c != 0 && plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    var digits = c == 'u' && at + 5 <= text.length() ? text.substring(at + 1, at + 5) : "";
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw wrong("there is no such escape");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("expected a value");
    }
    at += word.length();
    return value;
  }

  private BigDecimal number() {
    var number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw wrong(at == text.length() ? "it ends too early" : "expected a value");
    }
    at = number.end();
    return new BigDecimal(number.group());
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("expected " + c);
    }
    at++;
  }

  /** The next character that is no blank; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException wrong(String what) {
    long line = 1 + text.chars().limit(at).filter(c -> c == '\n').count();
    return new IllegalArgumentException("it is no JSON in line " + line + ": " + what);
  }
}
