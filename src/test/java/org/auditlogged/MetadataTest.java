// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MetadataTest {

  private static Map<String, Object> some(int count) {
    var some = new LinkedHashMap<String, Object>();
    for (int i = 0; i < count; i++) {
      some.put("k" + i * 7 % 101, i % 3 == 2 ? null : i);
    }
    return some;
  }

  @Property(tries = 100)
  void areThoseOfAnOrdinaryMapWithoutNulls(@ForAll @IntRange(max = 100) int count) {
    var oracle = some(count);
    var unit = Metadata.copy(oracle);
    oracle.values().removeIf(Objects::isNull);

    assertThat(unit).isEqualTo(oracle).hasSameHashCodeAs(oracle).hasToString(oracle.toString());
    assertThat(unit.keySet()).containsExactlyElementsOf(oracle.keySet());
    var walked = new LinkedHashMap<String, Object>();
    unit.forEach(walked::put);
    assertThat(walked.entrySet()).containsExactlyElementsOf(oracle.entrySet());
    for (int i = 0; i <= 101; i++) {
      assertThat(unit.get("k" + i)).isEqualTo(oracle.get("k" + i));
      assertThat(unit.containsKey("k" + i)).isEqualTo(oracle.containsKey("k" + i));
    }
  }

  @Property(tries = 20)
  void areNotTouchedByAnybody(@ForAll @IntRange(min = 1, max = 100) int count) {
    var given = some(count);
    var unit = Metadata.copy(given);
    given.put("k0", "other");
    assertThat(unit).containsEntry("k0", 0);
    assertThatThrownBy(() -> unit.put("k0", "other"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> unit.entrySet().iterator().next().setValue("other"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(unit::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> unit.keySet().remove("k0"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void areCopiedOnce() {
    var unit = Metadata.copy(some(3));
    assertThat(Metadata.copy(unit)).isSameAs(unit);
  }

  @Test
  void haveEachKeyOnceWhateverTheyComeFrom() {
    var twice = new IdentityHashMap<String, Object>();
    twice.put(new String("k"), 1);
    twice.put(new String("k"), 1);
    assertThat(Metadata.copy(twice).keySet()).containsExactly("k");
  }

  @Test
  void endAfterTheLast() {
    var walk = Metadata.copy(some(1)).entrySet().iterator();
    walk.next();
    assertThat(walk.hasNext()).isFalse();
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
  }
}
