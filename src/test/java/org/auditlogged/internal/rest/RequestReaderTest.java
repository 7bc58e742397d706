// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.auditlogged.internal.capture.RequestFacts;
import org.auditlogged.internal.cdi.Only;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  private static RequestFacts read(BooleanSupplier readCookies) {
    var reader = new RequestReader(new Only<>(null), readCookies);
    return reader.read(new Exchange().request, "/secrets/{id}/value", Map.of());
  }

  @Test
  void cookiesAreReadWhereAnythingAsksForThem() {
    assertThat(read(() -> true).cookies())
        .isEqualTo(Map.of("theme", "dark", "session", "72bacea4f2c14a09"));
  }

  @Test
  void cookiesAreNotReadWhereNothingDoes() {
    assertThat(read(() -> false).cookies()).isEmpty();
  }

  @Test
  void headersAreFoundInAnyCase() {
    var facts = read(() -> false);
    assertThat(facts.headers())
        .containsEntry("x-forwarded-for", "203.0.113.7")
        .containsEntry("HOST", "vault.example.com");
    assertThat(facts.headers().get("absent")).isNull();
  }
}
