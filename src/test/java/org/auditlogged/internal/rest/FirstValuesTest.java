// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstValuesTest {
  private final Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final FirstValues first = new FirstValues(all);

  @BeforeEach
  void values() {
    all.put("One", List.of("1", "2"));
    all.put("None", List.of());
    all.put("Null", Arrays.asList(null, "2"));
  }

  @Test
  void areFoundAsInTheMapBehind() {
    assertThat(first.get("one")).isEqualTo("1");
    assertThat(first.containsKey("ONE")).isTrue();
  }

  @Test
  void ofNamesWithoutOneAreAbsent() {
    assertThat(first).containsExactly(Map.entry("One", "1"));
    assertThat(first.get("None")).isNull();
    assertThat(first.get("other")).isNull();
    assertThat(first.containsKey("Null")).isFalse();
  }
}
