// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HeaderParam;
import java.util.List;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.junit.jupiter.api.Test;

class MaskedFieldsTest {
  private static final String HERE = MaskedFieldsTest.class.getName() + "$";

  @Test
  void areNamedWithWhatIsSecretAboutThem() {
    assertThat(masked(Masked.class))
        .containsExactly(
            HERE + "Masked.change(String, String, String): id of target reset, from token",
            HERE + "Masked.change(String, String, String): name of target reset, from password",
            HERE + "Masked.change(String, String, String): metadata via, from X-Api-Key",
            HERE + "Masked.change(String, String, String): metadata pin",
            HERE + "Masked.change(String, String, String): metadata seen, from secret");
  }

  @Test
  void whatIsFoundByAnIdOfASecretIsNone() {
    assertThat(masked(Plain.class)).isEmpty();
  }

  private static List<String> masked(Class<?> type) {
    var points = new AuditPoints();
    assertThat(points.problems(List.of(type))).isEmpty();
    return MaskedFields.of(
        points.known(), Drafts.redaction("password", "token", "api-key", "pin", "secret"));
  }

  /** Asks for what it never gets. */
  public static class Masked {
    @AuditLogged(
        value = "a.b",
        targets =
            @AuditTarget(
                type = "reset",
                id = "${token}",
                name = "${user.password}",
                metadata = {}),
        metadata = @AuditMetadata(name = "pin", value = "literal"),
        actorMetadata = @AuditMetadata(name = "seen", value = "${result.secret}"))
    public void change(
        String token,
        String user,
        @HeaderParam("X-Api-Key") @AuditMetadata(name = "via") String key) {}
  }

  /** Gets what it asks for. */
  public static class Plain {
    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "team", value = "${result.team}"))
    public void read(@AuditTarget(type = "secret") String secretId) {}
  }
}
