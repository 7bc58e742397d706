// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads an expression for what type its value has, without evaluating it and without an
 * implementation of the language, which a compiler does not have. For one thread.
 *
 * <p>Refused is what the language refuses, and what it takes but our runtime does not: functions,
 * lambdas, assignments, names that are not in scope, members that no object has.
 */
public final class Expression {
  private final Map<String, JavaType> names;
  private final Members members;
  private final Tokens tokens;

  private Expression(String text, int from, Map<String, JavaType> names, Consumer<String> doubts) {
    this.names = names;
    this.members = new Members(doubts);
    this.tokens = new Tokens(text, from);
  }

  /**
   * The type of a text that may have expressions in it.
   *
   * @param names what is in scope
   * @param doubts told of members that are not there, but may be in a more special class
   * @throws IllegalArgumentException when it does not parse or names what is not there; the text
   *     goes on after "which"
   */
  public static JavaType type(String text, Map<String, JavaType> names, Consumer<String> doubts) {
    JavaType only = null;
    char sign = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean begins = (c == '$' || c == '#') && text.startsWith("{", at + 1);
      if (!begins) {
        at += c == '\\' && isEscaped(text, at + 1) ? 2 : 1;
        continue;
      }
      if (sign != 0 && sign != c) {
        throw new IllegalArgumentException("is no expression: it mixes ${ and #{");
      }
      sign = c;
      var expression = new Expression(text, at + 2, names, doubts);
      var type = expression.whole();
      int end = expression.tokens.start() + 1;
      only = at == 0 && end == text.length() ? type : null;
      at = end;
    }
    return only == null ? KnownType.TEXT : only;
  }

  private static boolean isEscaped(String text, int at) {
    return at < text.length() && "\\$#".indexOf(text.charAt(at)) >= 0;
  }

  private JavaType whole() {
    var type = choice();
    if (tokens.is("=")) {
      throw tokens.wrong("an expression assigns nothing; for comparing expected ==");
    }
    if (!tokens.is("}")) {
      throw tokens.wrong("expected }");
    }
    return type;
  }

  private JavaType choice() {
    var type = or();
    if (!tokens.skip("?")) {
      return type;
    }
    var one = choice();
    tokens.expect(":");
    return common(one, choice());
  }

  private static JavaType common(JavaType one, JavaType other) {
    if (one.name().equals(other.name())) {
      return one;
    }
    var type = JsonType.of(one);
    return type != JsonType.of(other) || type == JsonType.STRING
        ? KnownType.ANY
        : type == JsonType.NUMBER ? KnownType.NUMBER : KnownType.BOOLEAN;
  }

  private JavaType or() {
    var type = and();
    while (tokens.skip("|| or")) {
      and();
      type = KnownType.BOOLEAN;
    }
    return type;
  }

  private JavaType and() {
    var type = equality();
    while (tokens.skip("&& and")) {
      equality();
      type = KnownType.BOOLEAN;
    }
    return type;
  }

  private JavaType equality() {
    var type = order();
    while (tokens.skip("== eq != ne")) {
      order();
      type = KnownType.BOOLEAN;
    }
    return type;
  }

  private JavaType order() {
    var type = concatenation();
    while (tokens.skip("< lt > gt <= le >= ge")) {
      concatenation();
      type = KnownType.BOOLEAN;
    }
    return type;
  }

  private JavaType concatenation() {
    var type = sum();
    while (tokens.skip("+=")) {
      sum();
      type = KnownType.TEXT;
    }
    return type;
  }

  private JavaType sum() {
    var type = product();
    while (tokens.skip("+ -")) {
      product();
      type = KnownType.NUMBER;
    }
    return type;
  }

  private JavaType product() {
    var type = unary();
    while (tokens.skip("* / div % mod")) {
      unary();
      type = KnownType.NUMBER;
    }
    return type;
  }

  private JavaType unary() {
    if (tokens.skip("-")) {
      unary();
      return KnownType.NUMBER;
    }
    if (tokens.skip("! not empty")) {
      unary();
      return KnownType.BOOLEAN;
    }
    var type = first();
    while (tokens.is(". [")) {
      type = suffix(type);
    }
    return type;
  }

  private JavaType first() {
    var value = tokens.value();
    switch (tokens.kind()) {
      case TEXT:
        tokens.next();
        return KnownType.TEXT;
      case NUMBER:
        tokens.next();
        return KnownType.NUMBER;
      case NAME:
        return name();
      default:
        break;
    }
    if (tokens.skip("true false")) {
      return KnownType.BOOLEAN;
    }
    if (tokens.skip("null")) {
      return KnownType.ANY;
    }
    if (tokens.skip("(")) {
      var inside = choice();
      tokens.expect(")");
      return inside;
    }
    if (tokens.is("[ {")) {
      return collection();
    }
    throw tokens.wrong(value.equals("->") ? "lambdas are not known" : "expected a value");
  }

  private JavaType name() {
    var name = tokens.take(Tokens.Kind.NAME, "a name");
    if (tokens.is("->")) {
      throw tokens.wrong("lambdas are not known");
    }
    if (tokens.is("(")) {
      throw tokens.wrong("functions are not known");
    }
    var type = names.get(name);
    if (type == null) {
      throw new IllegalArgumentException(
          "names " + name + "; expected one of " + new TreeSet<>(names.keySet()));
    }
    return type;
  }

  /** Lists, sets and maps become texts. */
  private JavaType collection() {
    var end = tokens.is("[") ? "]" : "}";
    tokens.next();
    if (tokens.skip(end)) {
      return KnownType.ANY;
    }
    do {
      choice();
      if (end.equals("}") && tokens.skip(":")) {
        choice();
      }
    } while (tokens.skip(","));
    tokens.expect(end);
    return KnownType.ANY;
  }

  private JavaType suffix(JavaType of) {
    String name = null;
    if (tokens.skip(".")) {
      name = tokens.take(Tokens.Kind.NAME, "a name");
    } else {
      tokens.next();
      // a text alone is a name
      name = tokens.kind() == Tokens.Kind.TEXT && tokens.isLast("]") ? tokens.value() : null;
      choice();
      tokens.expect("]");
    }
    if (tokens.skip("(")) {
      int arguments = arguments();
      return name == null ? KnownType.ANY : members.method(of, name, arguments);
    }
    return name == null ? members.element(of) : members.property(of, name);
  }

  private int arguments() {
    int arguments = 0;
    if (tokens.skip(")")) {
      return arguments;
    }
    do {
      choice();
      arguments++;
    } while (tokens.skip(","));
    tokens.expect(")");
    return arguments;
  }
}
