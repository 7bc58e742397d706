// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    assertThat(Json.read(" {\"a\" : [1, -2.5e3, true, false, null, \"x\", {}, []]} \n"))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(
                    new BigDecimal(1),
                    new BigDecimal("-2.5e3"),
                    true,
                    false,
                    null,
                    "x",
                    Map.of(),
                    List.of())));
  }

  @Test
  void readsEscapesAndAByteOrderMark() {
    assertThat(Json.read("\uFEFF\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\""))
        .isEqualTo("\"\\/\b\f\n\r\té");
  }

  @Test
  void whatItWritesItReads() {
    var value = Map.of("\"\\\n\u0001é", List.of("a", true, new BigDecimal("1.5"), Map.of()));
    assertThat(Json.write(value)).isEqualTo("{\"\\\"\\\\\\u000a\\u0001é\":[\"a\",true,1.5,{}]}");
    assertThat(Json.read(Json.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        "+1",
        "nul",
        "\"a",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12x4\"",
        "{} {}",
        "1 2",
        "NaN",
        "<<<<<<< HEAD",
        "[1}",
        "{\"a\":1]",
        "'a'",
        "\"\\"
      })
  void nothingElseIsJson(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .withMessageStartingWith("it is no JSON in line ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,~"a":2}    | it is no JSON in line 2: "a" stands there twice
          {"a":1~~          | it is no JSON in line 3: expected , or }
          [1,2]             | it is no JSON object
          {"a" 1}           | it is no JSON in line 1: expected :
          """)
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.object(text.replace('~', '\n')))
        .withMessage(message);
  }

  @Test
  void doesNotGoDeeperThanItHasTo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("[".repeat(100_000)))
        .withMessageContaining("deeper than 64");
    assertThat(Json.write(Json.read("[".repeat(64) + "]".repeat(64)))).hasSize(128);
  }
}
