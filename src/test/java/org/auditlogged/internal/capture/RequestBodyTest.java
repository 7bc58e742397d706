// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private static RequestBody body(String charset) {
    return new RequestBody(charset, "password"::equals);
  }

  private static RequestBody read(byte[] bytes, String charset) {
    var body = body(charset);
    body.keep(bytes, 0, bytes.length);
    return body;
  }

  private static Object value(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8), null).value();
  }

  @Test
  void jsonBecomesPlainValues() {
    assertThat(value("{\"t\":\"x\",\"i\":7,\"d\":1.5,\"b\":[true,false,null],\"o\":{}}"))
        .isEqualTo(
            Map.of(
                "t",
                "x",
                "i",
                7,
                "d",
                new BigDecimal("1.5"),
                "b",
                Arrays.asList(true, false, null),
                "o",
                Map.of()));
    assertThat(value("[1]")).isEqualTo(List.of(1));
    assertThat(value("\"text\"")).isEqualTo("text");
    assertThat(value("null")).isNull();
  }

  @Test
  void secretsAreNotInIt() {
    assertThat(value("[{\"password\":{\"old\":1},\"name\":\"jon\"}]"))
        .isEqualTo(List.of(Map.of("password", "[redacted]", "name", "jon")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 1_023, 1_024, 1_025, 65_535, 65_536})
  void upTo64KilobytesAreKeptWhateverPiecesTheyComeIn(int size) {
    for (int piece : new int[] {1, 7, 8_192, 100_000}) {
      var text = size < 2 ? "" : "\"" + "x".repeat(size - 2) + "\"";
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var body = body(null);
      for (int at = 0; at < bytes.length; at += piece) {
        body.keep(bytes, at, Math.min(piece, bytes.length - at));
      }
      assertThat(body.value()).isEqualTo(size == 0 ? null : text.substring(1, size - 1));
    }
  }

  @Test
  void aLargerOneIsNotKept() {
    var body = body(null);
    body.keep(new byte[RequestBody.MOST], 0, RequestBody.MOST);
    body.keep(new byte[1], 0, 1);
    body.keep(new byte[1], 0, 1);
    assertThatThrownBy(body::value).isInstanceOf(RequestBody.TooLarge.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{broken", "{\"a\":1", "<a/>", "\u0000"})
  void whatIsNoJsonThrowsEachTime(String text) {
    var body = read(text.getBytes(StandardCharsets.UTF_8), null);
    assertThatThrownBy(body::value).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(body::value).isInstanceOf(RuntimeException.class);
  }

  @Test
  void deepNestingIsNoMoreThanBroken() {
    var body = read("[".repeat(RequestBody.MOST).getBytes(StandardCharsets.UTF_8), null);
    assertThatThrownBy(body::value).isInstanceOfAny(RuntimeException.class, Error.class);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,", "UTF-16BE,", "ISO-8859-1, ISO-8859-1", "UTF-16, UTF-16", "UTF-8, utf-8"})
  void textIsReadInItsCharset(String written, String named) {
    var bytes = "{\"name\":\"Jörg\"}".getBytes(Charset.forName(written));
    assertThat(read(bytes, named).value()).isEqualTo(Map.of("name", "Jörg"));
  }

  @Test
  void anUnknownCharsetIsNoMoreThanBroken() {
    var body = read("{}".getBytes(StandardCharsets.UTF_8), "klingon");
    assertThatThrownBy(body::value).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itStaysAsItWasWhenItWasAskedFor() {
    var body = read("[1]".getBytes(StandardCharsets.UTF_8), null);
    assertThat(body.value()).isEqualTo(List.of(1));
    body.keep(new byte[] {' '}, 0, 1);
    assertThat(body.value()).isEqualTo(List.of(1));
  }

  @ParameterizedTest
  @CsvSource({
    "application, json, true",
    "Application, JSON, true",
    "application, merge-patch+json, true",
    "application, xml, false",
    "application, jsonx, false",
    "application, *, false",
    "text, json, false",
  })
  void onlyJsonIsLookedInto(String type, String subtype, boolean isJson) {
    assertThat(RequestBody.isJson(type, subtype)).isEqualTo(isJson);
  }
}
