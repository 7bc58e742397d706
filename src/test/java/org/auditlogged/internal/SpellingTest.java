// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN = List.of("rate", "retry-initial", "retry-maximum");

  @ParameterizedTest
  @CsvSource({
    "rate, rate",
    "raet, rate",
    "rat, rate",
    "rates, rate",
    "crate, rate",
    "retry-maximal, retry-maximum",
    "retry.initial, retry-initial",
    "initial-retry,",
    "speed,",
    "'',",
  })
  void fewEditsFindTheWord(String word, String meant) {
    assertThat(Spelling.nearest(word, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @Test
  void firstOfEqualsWins() {
    assertThat(Spelling.nearest("bat", List.of("cat", "rat"))).hasValue("cat");
    assertThat(Spelling.nearest("bat", List.of("rat", "cat"))).hasValue("rat");
  }

  @Test
  void longWordIsNotCompared() {
    var known = "x".repeat(101);
    assertThat(Spelling.nearest(known, List.of(known))).isEmpty();
    assertThat(Spelling.nearest(known.substring(1), List.of(known))).hasValue(known);
  }
}
