// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What an application might hand over at its worst. */
final class Hostile {
  private static final String LONG = "x\u0000".repeat(10_000);

  private static final List<Object> FIXED = fixed();

  private Hostile() {}

  /** One of the fixed values, hidden from jqwik, which asks all values for a hash code. */
  private static final class Hidden {
    private final int index;

    private Hidden(int index) {
      this.index = index;
    }
  }

  static Map<String, Object> shown(Map<String, Object> metadata) {
    var shown = new LinkedHashMap<>(metadata);
    shown.replaceAll((key, value) -> value instanceof Hidden h ? FIXED.get(h.index) : value);
    return shown;
  }

  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.strings()
            .withChars('\ud83d', '\ude00', '\u0000', 'a')
            .ofMaxLength(9)
            .map(text -> text.repeat(60)),
        Arbitraries.strings().withChars(" \n\u2028\u202e\u200d\u00a0").ofMaxLength(5),
        Arbitraries.strings().withChars("\"\\/ä€\u007f").ofMaxLength(90),
        Arbitraries.of(LONG, "", "😀".repeat(300)));
  }

  static Arbitrary<Map<String, Object>> metadata() {
    return Arbitraries.maps(texts().injectNull(0.02), values())
        .ofMaxSize(60)
        .map(LinkedHashMap::new);
  }

  static Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        texts().map(text -> text),
        Arbitraries.longs().map(number -> number),
        Arbitraries.doubles().map(number -> number),
        Arbitraries.bigIntegers().map(number -> number),
        Arbitraries.bigDecimals().map(number -> number),
        Arbitraries.integers().between(0, FIXED.size() - 1).map(Hidden::new));
  }

  private static List<Object> fixed() {
    var values = new ArrayList<Object>();
    Collections.addAll(values, true, 'x', (byte) 1, (short) 2, 0.1f, Float.NaN, Double.MAX_VALUE);
    Collections.addAll(values, BigInteger.TWO.pow(100_000), new BigDecimal("1E+1000000000"));
    Collections.addAll(values, UUID.randomUUID(), Instant.MAX, Optional.empty(), Optional.of(LONG));
    Collections.addAll(values, new int[100_000], new byte[3], new String[] {"a", null}, cycle());
    Collections.addAll(values, selfContaining(), throwing(), Collections.nCopies(1_000_000, LONG));
    return values;
  }

  static List<Object> cycle() {
    var inner = new ArrayList<>();
    var outer = new ArrayList<Object>(List.of(1, inner));
    inner.add(outer);
    return outer;
  }

  static Map<Object, Object> selfContaining() {
    var map = new LinkedHashMap<Object, Object>();
    map.put("self", map);
    map.put(List.of(map.keySet()), map.entrySet());
    return map;
  }

  static Object throwing() {
    return new Object() {
      @Override
      public String toString() {
        throw new IllegalStateException("session is closed");
      }
    };
  }
}
