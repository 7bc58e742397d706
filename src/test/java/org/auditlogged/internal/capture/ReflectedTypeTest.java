// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditlogged.internal.schema.Expression;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.NamesInScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions find in classes. The annotation processor finds the same in sources. */
class ReflectedTypeTest {
  private final List<String> doubts = new ArrayList<>();

  /** What may be found. */
  public record Order(
      long id,
      Integer items,
      boolean paid,
      Optional<BigDecimal> price,
      OptionalInt floor,
      URI link,
      Map<String, Double> weights,
      List<Line> lines,
      int[] sizes,
      Object anything,
      Page<Line> page) {
    public String getLabel() {
      return "";
    }

    public int sum(int a, int... more) {
      return a;
    }
  }

  /** Not public, with public getters. */
  static class Line extends Numbered<Integer> {
    public boolean isFragile() {
      return true;
    }

    public AtomicBoolean getGift() {
      return null;
    }

    public String getURL() {
      return "";
    }

    String getHidden() {
      return "";
    }
  }

  /** A generic superclass. */
  public abstract static class Numbered<N extends Number> {
    public N getNumber() {
      return null;
    }

    public List<N> getNumbers() {
      return null;
    }
  }

  /** A generic class. */
  public static final class Page<T> {
    public List<? extends T> getEntries() {
      return null;
    }

    public T first() {
      return null;
    }
  }

  /** May be anything. */
  public interface Animal {
    String getName();
  }

  @SuppressWarnings("unused")
  interface Signatures {
    CompletionStage<Order> call(Order order, Animal animal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order.id                       | NUMBER
          order.id()                     | NUMBER
          order.items                    | NUMBER
          order.paid                     | BOOLEAN
          order.price                    | NUMBER
          order.price.get()              | NUMBER
          order.price.isPresent()        | BOOLEAN
          order.floor                    | NUMBER
          order.link                     | STRING
          order.link.port                | NUMBER
          order.link.port.class          | STRING
          order.weights.x                | NUMBER
          order.weights['x y']           | NUMBER
          order.weights.size()           | NUMBER
          order.weights.get('x')         | NUMBER
          order.lines                    | STRING
          order.lines[0].fragile         | BOOLEAN
          order.lines['0'].fragile       | BOOLEAN
          order.lines[order.items].gift  | BOOLEAN
          order.lines.size()             | NUMBER
          order.lines.get(0).number      | NUMBER
          order.lines[0].numbers[1]      | NUMBER
          order.lines[0].URL             | STRING
          order.sizes[0]                 | NUMBER
          order.label                    | STRING
          order.sum(1)                   | NUMBER
          order.sum(1, 2, 3)             | NUMBER
          order.anything                 | STRING
          order.anything.at.all          | STRING
          order.page.entries[0].number   | NUMBER
          order.page.first().fragile     | BOOLEAN
          order.hashCode()               | NUMBER
          result.paid                    | BOOLEAN
          result.lines[0].number         | NUMBER
          animal.name                    | STRING
          """)
  void findsWhatTheResolversFind(String expression, JsonType type) {
    assertThat(typeOf(expression)).isEqualTo(type);
    assertThat(doubts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "order.total",
    "order.getId()",
    "order.sum()",
    "order.lines[0].hidden",
    "order.lines.size",
    "order.page.last",
    "order.price.value",
    "order.sizes.length",
    "order.lines[0].url",
  })
  void refusesWhatNoObjectHas(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> typeOf(expression))
        .withMessageStartingWith("names no ");
  }

  @Test
  void doubtsWhatAnObjectOfAnotherClassMayHave() {
    assertThat(typeOf("animal.legs")).isEqualTo(JsonType.STRING);
    assertThat(doubts)
        .containsExactly(
            "names no property legs of org.auditlogged.internal.capture.ReflectedTypeTest.Animal;"
                + " expected one of [name]");
  }

  @Test
  void comparableOfItselfEnds() {
    var type = ReflectedType.of(Thread.State.class, Map.of());
    assertThat(type.argument("java.lang.Comparable", 0).name()).isEqualTo("java.lang.Thread.State");
    assertThat(type.argument("java.lang.Comparable", 1).name()).isEqualTo("anything");
    assertThat(ReflectedType.of(Set.class, Map.of()).argument("java.util.Set", 0).name())
        .isEqualTo("anything");
  }

  private JsonType typeOf(String expression) {
    var method = Signatures.class.getDeclaredMethods()[0];
    var types = method.getGenericParameterTypes();
    var names =
        NamesInScope.of(
            Map.of(
                "order",
                ReflectedType.of(types[0], Map.of()),
                "animal",
                ReflectedType.of(types[1], Map.of())),
            ReflectedType.of(method.getGenericReturnType(), Map.of()));
    return JsonType.of(Expression.type("${" + expression + "}", names, doubts::add));
  }
}
