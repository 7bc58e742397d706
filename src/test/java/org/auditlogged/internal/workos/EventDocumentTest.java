// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.auditlogged.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDocumentTest {
  private final EventWriter unit = EventWriter.create();

  @Test
  void signInLooksLikeTheGatewayPages() throws IOException {
    assertThat(written(Samples.signIn())).isEqualTo(golden("sign-in.json"));
  }

  @Test
  void absentFieldsAreLeftOut() throws IOException {
    assertThat(written(Samples.least())).isEqualTo(golden("least.json"));
  }

  @Test
  void sameEventGivesTheSameBytes() {
    assertThat(unit.write(Samples.signIn()).body())
        .isEqualTo(EventWriter.create().write(Samples.signIn()).body());
  }

  @Test
  void entryCarriesWhatAnOperatorAsksFor() {
    var entry = unit.write(Samples.signIn());
    assertThat(entry.id()).isEqualTo(Samples.ID);
    assertThat(entry.organization()).isEqualTo("org_01EHWNCE74X7JSDV0X3SZ3KJNY");
    assertThat(entry.action()).isEqualTo("user.signed_in");
    assertThat(entry.occurredAt()).isEqualTo(Samples.TIME);
  }

  @Test
  void eventWithoutOrganizationIsStillAnEntry() {
    var event = AuditEvent.action("a.b").actor("system", "x").location("internal").build();
    var entry = unit.write(event);
    assertThat(entry.organization()).isNull();
    assertThat(new String(entry.body(), StandardCharsets.UTF_8))
        .startsWith("{\"event\":{\"action\":\"a.b\"");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00.000Z",
    "2026-01-01T00:00:00.1Z, 2026-01-01T00:00:00.100Z",
    "2026-01-01T00:00:00.123456789Z, 2026-01-01T00:00:00.123Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "0099-01-01T00:00:00Z, 0099-01-01T00:00:00.000Z"
  })
  void timeHasThreeDigitsOfASecond(String instant, String text) {
    assertThat(EventDocument.time(Instant.parse(instant))).isEqualTo(text);
  }

  @Test
  void numbersStayNumbers() {
    var event =
        AuditEvent.action("a.b")
            .metadata("int", Integer.MAX_VALUE)
            .metadata("long", Long.MIN_VALUE)
            .metadata("short", (short) 7)
            .metadata("byte", (byte) -1)
            .metadata("float", 0.1f)
            .metadata("double", 1.5)
            .metadata("decimal", new BigDecimal("12.50"))
            .metadata("big", new BigInteger("123456789012345678901234567890"))
            .metadata("no", false)
            .build();
    assertThat(written(event))
        .endsWith(
            "\"metadata\":{\"int\":2147483647,\"long\":-9223372036854775808,\"short\":7,"
                + "\"byte\":-1,\"float\":0.1,\"double\":1.5,\"decimal\":12.50,"
                + "\"big\":123456789012345678901234567890,\"no\":false}}}");
  }

  @Test
  void controlCharactersAreEscaped() {
    var event = AuditEvent.action("a.b").metadata("x", "a\"b\\c\n\u0001").build();
    assertThat(written(event)).contains("{\"x\":\"a\\\"b\\\\c\\n\\u0001\"}");
  }

  @Test
  void serverWithoutJsonPSaysWhatToAdd() throws Exception {
    try (var bare = new WithoutJsonP()) {
      var create = bare.loadClass(EventWriter.class.getName()).getMethod("create");
      assertThatThrownBy(() -> create.invoke(null))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("AUDIT-007 this server has no JSON-P")
          .hasMessageContaining("quarkus-jsonp");
    }
  }

  /** Sees our classes, and no {@code jakarta.json}. */
  private static final class WithoutJsonP extends URLClassLoader {
    private WithoutJsonP() {
      super(
          new URL[] {EventWriter.class.getProtectionDomain().getCodeSource().getLocation()},
          EventDocumentTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jakarta.json.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("org.auditlogged.internal.workos.")) {
        var loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }

  private String written(AuditEvent event) {
    return new String(unit.write(event).body(), StandardCharsets.UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (var stream = EventDocumentTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
