// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auditlogged.internal.schema.JsonType.BOOLEAN;
import static org.auditlogged.internal.schema.JsonType.NUMBER;
import static org.auditlogged.internal.schema.JsonType.STRING;
import static org.auditlogged.internal.schema.Schemas.call;
import static org.auditlogged.internal.schema.Schemas.fields;
import static org.auditlogged.internal.schema.Schemas.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Target;
import org.junit.jupiter.api.Test;

class PinsTest {
  private final ActionSchema read =
      new ActionSchema(
          "secret.read",
          new TreeMap<>(Map.of("secret", fields("age", NUMBER))),
          fields("level", STRING),
          fields("text", STRING, "number", NUMBER, "flag", BOOLEAN));
  private final Catalogue catalogue = Catalogue.of(List.of(call(read, "read()")), Set.of());
  private final Pins unit = new Pins(catalogue, LockFile.EMPTY.with(read, 3));

  @Test
  void eventCarriesThePinnedVersion() {
    assertThat(unit.apply(event(Map.of())).version()).isEqualTo(3);
  }

  @Test
  void eventWithAVersionKeepsItAndAllElse() {
    var own =
        AuditEvent.action("secret.read")
            .version(1)
            .actor("system", "s")
            .metadata("text", 1)
            .build();
    assertThat(unit.apply(own)).isSameAs(own);
  }

  @Test
  void eventOfAnActionThatIsNotPinnedStaysAsItIs() {
    var other = AuditEvent.action("secret.written").actor("system", "s").build();
    assertThat(unit.apply(other)).isSameAs(other);
  }

  @Test
  void whatIsLearnedFromWorkOsWins() {
    var written = schema("secret.written", "secret", fields());
    unit.learn(Map.of(read, 5, written, 1));
    assertThat(unit.apply(event(Map.of())).version()).isEqualTo(5);
    assertThat(unit.lock().pins()).containsOnlyKeys("secret.read", "secret.written");
    assertThat(unit.catalogue()).isSameAs(catalogue);
  }

  @Test
  void actionThatIsPinnedButUnknownToTheCodeHasItsVersionOnly() {
    var pins = new Pins(Catalogue.of(List.of(), Set.of()), LockFile.EMPTY.with(read, 3));
    var pinned = pins.apply(event(Map.of("text", 1)));
    assertThat(pinned.version()).isEqualTo(3);
    assertThat(pinned.metadata()).containsExactlyEntriesOf(Map.of("text", 1));
  }

  @Test
  void valuesBecomeWhatIsDeclared() {
    assertThat(metadata("text", 7)).isEqualTo("7");
    assertThat(metadata("text", true)).isEqualTo("true");
    assertThat(metadata("text", "t")).isEqualTo("t");
    // a refused call's parameters are texts
    assertThat(metadata("number", "12.50")).isEqualTo(new BigDecimal("12.50"));
    assertThat(metadata("number", "-3")).isEqualTo(new BigDecimal("-3"));
    assertThat(metadata("number", 7L)).isEqualTo(7L);
    assertThat(metadata("flag", "true")).isEqualTo(true);
    assertThat(metadata("flag", "false")).isEqualTo(false);
    assertThat(metadata("flag", true)).isEqualTo(true);
    assertThat(metadata("other", 7)).isEqualTo(7);
  }

  @Test
  void valuesThatCannotAreLeftOut() {
    assertThat(metadata("number", "12a")).isNull();
    assertThat(metadata("number", "[redacted]")).isNull();
    assertThat(metadata("number", "9007199254740993")).isNull();
    assertThat(metadata("number", "123456789012345.5")).isNull();
    assertThat(metadata("number", true)).isNull();
    assertThat(metadata("flag", "yes")).isNull();
    assertThat(metadata("flag", 1)).isNull();
  }

  @Test
  void actorAndTargetsAsWell() {
    var event =
        new AuditEvent(
            event(Map.of()).id(),
            "org_1",
            "secret.read",
            0,
            event(Map.of()).occurredAt(),
            new AuditEvent.Actor("user", "u", "U", Map.of("level", 3)),
            List.of(
                new Target("secret", "s", "S", Map.of("age", "4")),
                new Target("other", "o", null, Map.of("age", "4"))),
            new AuditEvent.Context("internal", null),
            Map.of());
    var pinned = unit.apply(event);
    assertThat(pinned.actor())
        .isEqualTo(new AuditEvent.Actor("user", "u", "U", Map.of("level", "3")));
    assertThat(pinned.targets())
        .containsExactly(
            new Target("secret", "s", "S", Map.of("age", new BigDecimal(4))),
            new Target("other", "o", null, Map.of("age", "4")));
    assertThat(pinned.id()).isEqualTo(event.id());
    assertThat(pinned.context()).isEqualTo(event.context());
  }

  private Object metadata(String name, Object value) {
    return unit.apply(event(Map.of(name, value))).metadata().get(name);
  }

  private static AuditEvent event(Map<String, Object> metadata) {
    var event = AuditEvent.action("secret.read").actor("system", "s");
    metadata.forEach(event::metadata);
    return event.build();
  }
}
