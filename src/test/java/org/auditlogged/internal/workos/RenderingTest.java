// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceConfigurationError;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
  private static final Instant TIME = Instant.parse("2026-02-02T16:35:39.317Z");
  private static final long SAFE = 9_007_199_254_740_991L;

  private record Session(String user, int age) {}

  private enum Level {
    HIGH {
      @Override
      public String toString() {
        return "very high";
      }
    }
  }

  private static final class Plain {}

  private static Object text(String text) {
    return new Object() {
      @Override
      public String toString() {
        return text;
      }
    };
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(null, null),
        arguments(Optional.empty(), null),
        arguments(OptionalInt.empty(), null),
        arguments(OptionalLong.empty(), null),
        arguments(OptionalDouble.empty(), null),
        arguments(Optional.of(Optional.of(7)), 7),
        arguments(OptionalInt.of(7), 7),
        arguments(OptionalLong.of(7), 7L),
        arguments(OptionalDouble.of(0.5), 0.5),
        arguments("java.lang.String@1", "java.lang.String@1"),
        arguments(true, true),
        arguments(new AtomicBoolean(true), true),
        arguments((byte) -1, -1),
        arguments((short) 2, 2),
        arguments(3, 3),
        arguments(new AtomicInteger(4), 4),
        arguments(new AtomicLong(5), 5L),
        arguments(SAFE, SAFE),
        arguments(-SAFE, -SAFE),
        arguments(SAFE + 1, "9007199254740992"),
        arguments(-SAFE - 1, "-9007199254740992"),
        arguments(Long.MIN_VALUE, "-9223372036854775808"),
        arguments(BigInteger.valueOf(SAFE), SAFE),
        arguments(BigInteger.TWO.pow(64), "18446744073709551616"),
        arguments(BigInteger.TWO.pow(1_000_000), "[unprintable]"),
        arguments(0.1f, 0.1),
        arguments(1e300, 1e300),
        arguments(3.0, 3L),
        arguments(-0.0, 0L),
        arguments(4111111111111111d, 4111111111111111L),
        arguments((double) SAFE, SAFE),
        arguments((double) SAFE + 1, (double) SAFE + 1),
        arguments(16777216f, 16777216L),
        arguments(List.of(4111111111111111d, 0.5f, 2f), "[4111111111111111, 0.5, 2]"),
        arguments(Float.POSITIVE_INFINITY, "Infinity"),
        arguments(Double.NaN, "NaN"),
        arguments(new BigDecimal("19.90"), new BigDecimal("19.90")),
        arguments(new BigDecimal("123456789.012345"), new BigDecimal("123456789.012345")),
        arguments(new BigDecimal("1234567890.0123456"), "1234567890.0123456"),
        arguments(new BigDecimal("1E+301"), "1E+301"),
        arguments(new BigDecimal("1E-301"), "1E-301"),
        arguments(new BigDecimal(BigInteger.TWO.pow(9_000), 3), "[unprintable]"),
        arguments(new LongAdder(), "0"),
        arguments("", ""),
        arguments(" kept ", " kept "),
        arguments(new StringBuilder("built"), "built"),
        arguments('c', "c"),
        arguments('\ud83d', "\ufffd"),
        arguments("a\ud83d, \ude00b", "a\ufffd, \ufffdb"),
        arguments(List.of("a\ud83d", "b"), "[a\ufffd, b]"),
        arguments(Map.of("\ude00", 1), "{\ufffd=1}"),
        arguments("a\0b\r\nc\u0085d\u2028e\u202ef\u200eg", "a b  c d e fg"),
        arguments("👍".repeat(251), "👍".repeat(249) + "…"),
        arguments("a" + "👍".repeat(250), "a" + "👍".repeat(249) + "…"),
        arguments(List.of("👍".repeat(251)), "[" + "👍".repeat(249) + "…"),
        arguments(Level.HIGH, "HIGH"),
        arguments(String.class, "java.lang.String"),
        arguments(TIME, "2026-02-02T16:35:39.317Z"),
        arguments(Date.from(TIME), "2026-02-02T16:35:39.317Z"),
        arguments(
            new java.sql.Date(0) {
              private static final long serialVersionUID = 1L;

              @Override
              public String toString() {
                return "a day";
              }
            },
            "[unprintable]"),
        arguments(java.sql.Date.valueOf("2026-02-02"), "2026-02-02"),
        arguments(
            GregorianCalendar.from(TIME.atZone(ZoneOffset.ofHours(2))), "2026-02-02T16:35:39.317Z"),
        arguments(LocalDate.of(2026, 2, 2), "2026-02-02"),
        arguments(Duration.ofSeconds(5), "PT5S"),
        arguments(new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
        arguments(URI.create("urn:x"), "urn:x"),
        arguments(new Session("jon", 3), "Session[user=jon, age=3]"),
        arguments(JsonValue.NULL, null),
        arguments(JsonValue.TRUE, true),
        arguments(JsonValue.FALSE, false),
        arguments(Json.createValue("a\"b"), "a\"b"),
        arguments(Json.createValue(7), 7L),
        arguments(Json.createValue(new BigDecimal("19.90")), new BigDecimal("19.90")),
        arguments(Json.createValue(new BigDecimal("1E+1000000000")), "1E+1000000000"),
        arguments(Optional.of(Json.createValue("x")), "x"),
        arguments(
            Json.createObjectBuilder()
                .add("a", Json.createArrayBuilder().add("x").add(1).add(true).addNull())
                .build(),
            "{a=[x, 1, true, null]}"),
        arguments(List.of(), "[]"),
        arguments(Arrays.asList(1, null, Optional.empty(), "x"), "[1, null, null, x]"),
        arguments(Map.of(), "{}"),
        arguments(Map.of("a", List.of(1, 2)), "{a=[1, 2]}"),
        arguments(Map.entry("a", 1), "a=1"),
        arguments(new Object[] {1, new int[] {2, 3}}, "[1, [2, 3]]"),
        arguments(new double[0], "[]"),
        arguments(new byte[12], "[12 bytes]"),
        arguments("secret".toCharArray(), "[6 chars]"),
        arguments(new Plain(), "[RenderingTest$Plain]"),
        arguments(text(null), "null"),
        arguments(text("a\tb\u202ec"), "a b c"),
        arguments(Hostile.throwing(), "[unprintable]"),
        arguments(List.of(1, Hostile.throwing(), 2), "[1, [unprintable], 2]"),
        arguments(Hostile.cycle(), "[1, [[1, [[1, [[1, […]]]]]]]]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueBecomes(Object value, Object expected) {
    assertThat(Rendering.of(value, 500, new Cut())).isEqualTo(expected);
  }

  @Test
  void mutableNumberIsTakenAsItStands() {
    var counter = new AtomicLong(1);
    var rendered = Rendering.of(counter, 500, new Cut());
    counter.set(2);
    assertThat(rendered).isEqualTo(1L);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void endlessStructuresEnd() {
    var endless =
        new AbstractCollection<Object>() {
          @Override
          public Iterator<Object> iterator() {
            return Stream.<Object>generate(List::of).iterator();
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };
    assertThat(Rendering.text(endless, 20)).isEqualTo("[[], [], [], [], []…");
    assertThat(Rendering.text(Hostile.selfContaining(), 500)).hasSizeLessThanOrEqualTo(500);
    assertThat(Rendering.text(Collections.nCopies(Integer.MAX_VALUE, "ab"), 10))
        .isEqualTo("[ab, ab, …");
    assertThat(Rendering.text(new long[10_000_000], 10)).isEqualTo("[0, 0, 0,…");
  }

  @Test
  void errorsOfForeignCodeCostTheValueOnly() {
    var failing =
        List.of(
            new Object() {
              @Override
              public String toString() {
                return toString();
              }
            },
            new Object() {
              @Override
              public String toString() {
                throw new NoClassDefFoundError("x");
              }
            },
            new Object() {
              @Override
              public String toString() {
                throw new AssertionError("x");
              }
            });
    assertThat(Rendering.text(failing, 500))
        .isEqualTo("[[unprintable], [unprintable], [unprintable]]");
  }

  /** Nothing that a server or an application throws is foreseen here but what ends the process. */
  static Stream<Throwable> anything() {
    return Stream.of(
        new Error("x"),
        new ServiceConfigurationError("x"),
        new StackOverflowError(),
        new InternalError("x"),
        new IOException("x"));
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whateverIsThrownCostsTheValueOnly(Throwable thrown) {
    assertThat(Rendering.of(List.of(1, throwing(thrown)), 500, new Cut()))
        .isEqualTo("[1, [unprintable]]");
    assertThat(Rendering.of(Optional.of(throwing(thrown)), 500, new Cut()))
        .isEqualTo("[unprintable]");
    assertThat(Rendering.of(new ThrowingCounter(thrown), 500, new Cut()))
        .isEqualTo("[unprintable]");
  }

  @Test
  void whatTheProcessDiesOfIsNotHidden() {
    for (var fatal : List.of(new OutOfMemoryError("x"), new ThreadDeath())) {
      assertThatThrownBy(() -> Rendering.of(throwing(fatal), 500, new Cut())).isSameAs(fatal);
      assertThatThrownBy(() -> Rendering.of(new ThrowingCounter(fatal), 500, new Cut()))
          .isSameAs(fatal);
    }
  }

  private static Object throwing(Throwable thrown) {
    return new Object() {
      @Override
      public String toString() {
        throw RenderingTest.<RuntimeException>unchecked(thrown);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static final class ThrowingCounter extends AtomicLong {
    private static final long serialVersionUID = 1L;

    private final transient Throwable thrown;

    private ThrowingCounter(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public long longValue() {
      throw RenderingTest.<RuntimeException>unchecked(thrown);
    }

    @Override
    public String toString() {
      return String.valueOf(longValue());
    }
  }

  @Test
  void arrayThatContainsItselfEnds() {
    var array = new Object[1];
    array[0] = array;
    assertThat(Rendering.text(array, 500)).isEqualTo("[[[[[[[[…]]]]]]]]");
  }

  @Test
  void deepOptionalsEnd() {
    Object deep = 1;
    for (int i = 0; i < 100_000; i++) {
      deep = Optional.of(deep);
    }
    assertThat(Rendering.of(deep, 500, new Cut())).isInstanceOf(String.class);
  }
}
