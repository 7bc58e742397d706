// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "abc,3,abc",
        "abcd,3,ab…",
        "😀😀,4,😀😀",
        "😀😀😀,4,😀…",
        "a😀😀,4,a😀…",
        "abc,1,…",
        "äöü,3,äöü",
      })
  void textIsCutBetweenCharacters(String text, int limit, String cut) {
    assertThat(BoundedText.of(text, limit, new Cut())).isEqualTo(cut);
  }

  @Test
  void lineStaysOneLineAndRunsOneWay() {
    assertThat(
            BoundedText.of(
                "a\r\nb\u0000c\u007fd\u0085e\u2028f\u2029g\u202eh\u2066i", 50, new Cut()))
        .isEqualTo("a  b c d e f g h i");
  }

  @Test
  void marksOfDirectionThatTakeNoRoomAreLeftOut() {
    assertThat(BoundedText.of("a\u200eb\u200fc\u061cd", 4, new Cut())).isEqualTo("abcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t",
        "\u200b",
        "\ufeff",
        "\u00a0",
        "\u2060\u3000",
        "\u3164",
        "\u2800",
        "\ufe0f"
      })
  void textIsBlankWhenNothingOfItCanBeSeen(String text) {
    assertThat(BoundedText.isBlank(text)).isTrue();
    assertThat(BoundedText.isBlank(text + "\u0645" + text)).isFalse();
    assertThat(BoundedText.isBlank("👍" + text)).isFalse();
  }

  @Test
  void joinersStay() {
    var family = "👨\u200d👩\u200d👧";
    assertThat(BoundedText.of(family, 50, new Cut())).isEqualTo(family);
  }

  @Test
  void halvesAreReplaced() {
    assertThat(BoundedText.of("a\ud83d", 50, new Cut())).isEqualTo("a\ufffd");
    assertThat(BoundedText.of("\ude00\ud83d", 50, new Cut())).isEqualTo("\ufffd\ufffd");
  }

  @Test
  void knowsWhenItIsFull() {
    var text = new BoundedText(2).append("ab");
    assertThat(text.isFull()).isFalse();
    assertThat(text.append("").isFull()).isFalse();
    assertThat(text.append("c").isFull()).isTrue();
    assertThat(text.append("d")).hasToString("a…");
  }

  @Property
  void neverGrowsBeyondItsLimit(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 60) int limit) {
    var bounded = BoundedText.of(text, limit, new Cut());
    assertThat(bounded).hasSizeLessThanOrEqualTo(limit);
    assertThat(BoundedText.of(bounded, limit, new Cut())).isEqualTo(bounded);
  }
}
