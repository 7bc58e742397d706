// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.auditlogged.internal.AuditConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
  private static final String SECRET = "hunter2";
  private static final String CARD = "4111111111111111";

  private final Redaction unit =
      new Redaction(
          AuditConfig.read(
                  new AuditConfig.Properties(List.of(), key -> Optional.empty()),
                  routes -> List.of(),
                  "shop",
                  Path.of("."))
              .capture());

  private record Login(String user, String password) {}

  private record Address(String city, List<Object> lines) {}

  private record Pair(String name, String value) {}

  private record Wide(Object a, Object b, Object c, Object d, Object e, Object f) {}

  private record Masked(String value) {
    @Override
    public String toString() {
      return "***";
    }
  }

  private record Broken(String value) {
    @Override
    public String value() {
      throw new IllegalStateException(value);
    }
  }

  private static Object text(String text) {
    return new Object() {
      @Override
      public String toString() {
        return text;
      }
    };
  }

  static Stream<Arguments> values() {
    var id = UUID.randomUUID();
    return Stream.of(
        arguments("password", null, null),
        arguments("password", SECRET, "[redacted]"),
        arguments("password", 42, "[redacted]"),
        arguments("password", true, "[redacted]"),
        arguments("password", List.of(SECRET), "[redacted]"),
        arguments("pinned", true, true),
        arguments(null, "a", "a"),
        arguments("x", "a", "a"),
        arguments("x", 12, 12),
        arguments("x", 4_111_111_111_111_111L, "[redacted]"),
        arguments("x", 4_111_111_111_111_112L, 4_111_111_111_111_112L),
        arguments("x", new BigInteger(CARD), "[redacted]"),
        arguments("x", new BigDecimal("0." + CARD), new BigDecimal("0." + CARD)),
        arguments("x", 0.4111111111111111, 0.4111111111111111),
        arguments("x", id, id),
        arguments("x", LocalDate.EPOCH, LocalDate.EPOCH),
        arguments("x", Thread.State.NEW, Thread.State.NEW),
        arguments("x", "Bearer abc", "Bearer [redacted]"),
        arguments("x", new StringBuilder("Bearer abc"), "Bearer [redacted]"),
        arguments("x", text("card " + CARD), "card [redacted]"),
        arguments("x", Optional.of("Bearer abc"), "Bearer [redacted]"),
        arguments("x", Optional.empty(), null),
        arguments("x", Map.of("password", SECRET), Map.of("password", "[redacted]")),
        arguments(
            "x",
            Map.of("a", Map.of("apiKey", SECRET)),
            Map.of("a", Map.of("apiKey", "[redacted]"))),
        arguments("x", Map.of(CARD, 1), Map.of("[redacted]", 1)),
        arguments("x", Map.entry("pin", SECRET), Map.of("pin", "[redacted]")),
        arguments(
            "x", List.of(Map.of("token", SECRET), 1), List.of(Map.of("token", "[redacted]"), 1)),
        arguments("x", Arrays.asList(null, CARD), Arrays.asList(null, "[redacted]")),
        arguments("x", new Object[] {Map.of("cvv", 123)}, List.of(Map.of("cvv", "[redacted]"))),
        arguments("x", SECRET.toCharArray(), "[7 chars]"),
        arguments("x", new Login("jon", SECRET), Map.of("user", "jon", "password", "[redacted]")),
        arguments("x", new Login("jon", null), "Login[user=jon, password=null]"),
        arguments("x", new Address("Bern", List.of(1)), "Address[city=Bern, lines=[1]]"),
        arguments(
            "x",
            new Address("Bern", List.of(new Login("jon", SECRET))),
            Map.of(
                "city", "Bern", "lines", List.of(Map.of("user", "jon", "password", "[redacted]")))),
        arguments("x", 4111111111111111d, "[redacted]"),
        arguments("x", 4111111111111112d, 4111111111111112d),
        arguments("x", new BigDecimal(CARD + ".00"), "[redacted]"),
        arguments("x", new BigDecimal("4.111111111111111E15"), "[redacted]"),
        arguments("x", new BigDecimal(CARD + ".50"), new BigDecimal(CARD + ".50")),
        arguments("x", new BigDecimal("1E1000000000"), new BigDecimal("1E1000000000")),
        arguments("x", new AtomicLong(4_111_111_111_111_111L), "[redacted]"),
        arguments("x", new AtomicInteger(7), 7L),
        arguments(
            "x", new Pair("password", SECRET), Map.of("name", "password", "value", "[redacted]")),
        arguments("x", new Pair("colour", "red"), "Pair[name=colour, value=red]"),
        arguments(
            "x", Map.of("key", "pin", "value", 1234), Map.of("key", "pin", "value", "[redacted]")),
        arguments(
            "x",
            Map.of(new Login("jon", SECRET), 1),
            Map.of("{user=jon, password=[redacted]}", "[redacted]")),
        arguments(
            "x",
            Map.of("a".repeat(300) + "_password", SECRET),
            Map.of("a".repeat(300) + "_password", "[redacted]")),
        arguments(
            "x",
            Map.of(CARD, 1, "5555555555554444", 1),
            Map.of("[redacted]", 1, "[redacted]_2", 1)),
        arguments("x", new AtomicReference<>(Map.of("password", SECRET)), "{password=[redacted]}"),
        arguments(
            "x", text("Bean(user=jon, password=hunter2)"), "Bean(user=jon, password=[redacted])"),
        arguments("x", "{\"password\":\"hunter2\"}", "{\"password\":\"[redacted]\"}"),
        arguments(
            "x",
            new IllegalStateException("password=" + SECRET + " is wrong", new Error(SECRET)),
            "java.lang.IllegalStateException: password=[redacted] is wrong"),
        arguments("x", new IllegalStateException(), "java.lang.IllegalStateException"),
        arguments("x", new Masked(SECRET), "***"),
        arguments("x", new Broken(SECRET), "[redacted]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueBecomes(String name, Object value, Object expected) {
    assertThat(unit.redact(name, value)).isEqualTo(expected);
  }

  @Test
  void givenValueIsNotChanged() {
    var inner = new LinkedHashMap<String, Object>(Map.of("password", SECRET));
    var outer = new ArrayList<Object>(List.of(inner, CARD));
    unit.redact("x", outer);
    assertThat(outer).containsExactly(Map.of("password", SECRET), CARD);
  }

  @Test
  void textIsSearched() {
    assertThat(unit.redactText(null)).isNull();
    assertThat(unit.redactText("password")).isEqualTo("password");
    assertThat(unit.redactText("Bearer abc")).isEqualTo("Bearer [redacted]");
    assertThat(unit.redactText("/x?access_token=abc&a=1"))
        .isEqualTo("/x?access_token=[redacted]&a=1");
  }

  @Test
  void deepAndEndlessValuesEnd() {
    Object deep = Map.of("password", SECRET);
    for (int i = 0; i < 100; i++) {
      deep = List.of(deep);
    }
    assertThat(unit.redact("x", deep)).hasToString("[[[[[[[[[…]]]]]]]]]");
    var cycle = new ArrayList<Object>();
    cycle.add(cycle);
    cycle.add(cycle);
    assertThat(unit.redact("x", cycle)).isInstanceOf(List.class);
    assertThat((List<?>) unit.redact("x", Collections.nCopies(Integer.MAX_VALUE, null)))
        .hasSizeLessThan(1_001);
    assertThat((List<?>) unit.redact("x", Collections.nCopies(Integer.MAX_VALUE, "a")))
        .hasSizeLessThan(1_001);
    Object optional = "Bearer abc";
    for (int i = 0; i < 100_000; i++) {
      optional = Optional.of(optional);
    }
    assertThat(unit.redact("x", optional)).isEqualTo("…");
  }

  @Test
  void mapOfManyEntriesIsCut() {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 5_000; i++) {
      map.put("password" + i, SECRET);
    }
    assertThat((Map<?, ?>) unit.redact("x", map)).asString().doesNotContain(SECRET);
    assertThat((Map<?, ?>) unit.redact("x", map)).hasSizeLessThan(1_001);
  }

  @Test
  void foreignCodeThatThrowsCostsTheValue() {
    var broken =
        new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException(SECRET);
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertThat(unit.redact("x", List.of(1, broken))).isEqualTo(List.of(1, "[redacted]"));
  }

  @Test
  void recordThatWasNotSeenWhollyIsNotAskedForItsText() {
    Object records = Map.of("password", SECRET);
    Object mixed = records;
    for (int i = 0; i < 9; i++) {
      records = new Nested(records);
      mixed = List.of(new Nested(mixed));
    }
    assertThat(unit.redact("x", records).toString()).doesNotContain(SECRET).contains("…");
    assertThat(unit.redact("x", mixed).toString()).doesNotContain(SECRET).contains("…");
    Object many = new Login("jon", null);
    for (int i = 0; i < 7; i++) {
      many = new Wide(many, many, many, many, many, many);
    }
    var wide = unit.redact("x", new Wide(1, many, many, many, many, new Login("a", SECRET)));
    assertThat(wide.toString()).doesNotContain(SECRET).hasSizeLessThan(50_000);
  }

  private record Nested(Object value) {}

  @Test
  void whatThrowsCostsTheValueWhateverItThrows() {
    for (var thrown :
        List.of(
            new Error(SECRET),
            new ServiceConfigurationError(SECRET),
            new StackOverflowError(),
            new IllegalStateException())) {
      Object broken =
          new Object() {
            @Override
            public String toString() {
              return sneak(thrown);
            }
          };
      var number =
          new AtomicLong() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
              return sneak(thrown);
            }
          };
      assertThat(unit.redact("x", List.of(broken, number, 1)).toString())
          .doesNotContain(SECRET)
          .endsWith("1]");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> String sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void noListedValueSurvives(@ForAll("trees") Object tree) {
    assertThat(String.valueOf(unit.redact("x", tree))).doesNotContain(SECRET).doesNotContain(CARD);
  }

  @Provide
  Arbitrary<Object> trees() {
    var secretNames =
        Arbitraries.of("password", "apiKey", "X-Api-Key", "old_pin", "cardNumber", "ssn");
    var harmless =
        Arbitraries.<Object>of(1, "a", true, "to " + CARD, "sk_live_" + SECRET, "Bearer " + SECRET);
    return Arbitraries.recursive(
        () -> harmless,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(list -> (Object) list),
                inner.map(Optional::of),
                inner.map(value -> new Address("Bern", List.of(value))),
                inner.map(value -> new Object[] {value}),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), inner)
                    .ofMaxSize(3)
                    .map(map -> (Object) map),
                Arbitraries.maps(secretNames, Arbitraries.of(SECRET, List.of(SECRET)))
                    .ofMaxSize(3)
                    .map(map -> (Object) map)),
        0,
        4);
  }

  @Test
  void namesThatTakeTheNextNumbersBeforeDoNotMakeItLong() {
    var asked = new AtomicInteger();
    var map =
        new LinkedHashMap<String, Object>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean containsKey(Object key) {
            asked.incrementAndGet();
            return super.containsKey(key);
          }
        };
    for (int i = 2_000; i < 6_000; i++) {
      map.put("[redacted]_" + i, i);
    }
    for (int i = 0; i < 1_000; i++) {
      RedactionPass.put(map, "[redacted]", i);
    }
    assertThat(map).hasSize(5_000);
    assertThat(asked).hasValueLessThan(20_000);
  }
}
