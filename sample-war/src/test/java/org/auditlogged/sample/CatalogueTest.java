// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/**
 * What the compiler has found: the build says nothing of it, the jar on the class path is enough.
 */
class CatalogueTest {

  @Test
  void everyActionOfTheVaultIsInTheCatalogue() throws Exception {
    try (var file = getClass().getResourceAsStream("/META-INF/auditlogged/schemas.json")) {
      assertThat(file).isNotNull();
      var actions =
          Json.createReader(file)
              .readObject()
              .getJsonArray("actions")
              .getValuesAs(JsonObject.class);
      assertThat(actions)
          .extracting(action -> action.getString("action"))
          .containsExactly(
              "secret.created",
              "secret.deleted",
              "secret.expired",
              "secret.listed",
              "secret.read",
              "secret.rotated",
              "secret.updated",
              "user.signed_in",
              "vault.cleaned_up");
    }
  }
}
