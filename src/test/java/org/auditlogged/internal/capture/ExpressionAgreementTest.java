// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.auditlogged.internal.schema.Expression;
import org.auditlogged.internal.schema.KnownType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the compiler takes for an expression is what the language itself takes for one: the oracle
 * is the language.
 */
class ExpressionAgreementTest {
  private static final Set<String> NAMES = Set.of("a", "b");
  private static final String[] PIECES = {
    "a",
    "b",
    "a.x",
    "a['x']",
    "a[0]",
    "a.x()",
    "a.x(b, 1)",
    "1",
    "2.5",
    "'t'",
    "\"t\"",
    "true",
    "null",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    "div",
    "mod",
    "%",
    "+=",
    "==",
    "!=",
    "eq",
    "ne",
    "<",
    "lt",
    ">=",
    "ge",
    "&&",
    "and",
    "||",
    "or",
    "!",
    "not",
    "empty",
    "?",
    ":",
    "[",
    "]",
    ",",
    ".",
    "{",
    "}"
  };

  private final Expressions language = new Expressions();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${a}",
        "#{a}",
        "x ${a} y #{",
        "${a}#{b}",
        "$a",
        "${",
        "${}",
        "${ a . b }",
        "${a.b.c()}",
        "${a['b']}",
        "${a[b]}",
        "${a[b}",
        "${a.b(}",
        "${a ? b : a}",
        "${a ? b}",
        "${a ?: b}",
        "${1.}",
        "${.5}",
        "${1e3}",
        "${1e}",
        "${01}",
        "${'a\\'b'}",
        "${'a\\nb'}",
        "${'a}'}",
        "${\"a\"}",
        "${{}}",
        "${[]}",
        "${{1,2}}",
        "${{'a':1}}",
        "${[1,2][0]}",
        "${a.empty}",
        "${empty a}",
        "${not a}",
        "${-a}",
        "${--a}",
        "${!a}",
        "${!!a}",
        "${a !b}",
        "${a b}",
        "${a instanceof b}",
        "\\${a",
        "\\#{a",
        "\\\\${a}",
        "a\\b",
        "${a}${",
        "${a}}",
        "{a}",
        "${a.1}",
        "${(a)}",
        "${(a}",
        "${a)}",
        "${a+=b}",
        "${a+b*-1}",
        "${a lt b gt a}",
        "${a == b != a}",
        "${a.x.y['z'](1).w}",
        "${'a'.length()}",
        "${1.5.x}",
        "${a. b}",
        "${a\n+\tb}",
        "${ü}",
        "${a&&b}",
        "${a&b}",
        "${a||b}",
        "${a|b}",
        "${a>b}",
        "${a=>b}",
        "${a~b}",
        "${a@b}",
        "$${a}",
        "#${a}",
        "${a}$",
        "${a}#",
        "${a}${b}",
        "${a:b}",
        "${a?b:c:d}",
        "${true}",
        "${falsey}",
        "${null.x}",
        "${true ? a : b ? a : b}"
      })
  void agreesWithTheLanguage(String text) {
    assertThat(isOurs(text)).as(text).isEqualTo(isTheirs(text));
  }

  @Test
  void agreesOnPiecesInAnyOrder() {
    var random = new Random(7);
    int valid = 0;
    for (int i = 0; i < 4_000; i++) {
      var text = new StringBuilder("${");
      for (int j = random.nextInt(6); j >= 0; j--) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(' ');
      }
      text.append('}');
      boolean isTheirs = isTheirs(text.toString());
      assertThat(isOurs(text.toString())).as(text.toString()).isEqualTo(isTheirs);
      valid += isTheirs ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(100);
  }

  private boolean isTheirs(String text) {
    try {
      language.compile(text, NAMES);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOurs(String text) {
    try {
      Expression.type(text, Map.of("a", KnownType.ANY, "b", KnownType.ANY), doubt -> {});
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
