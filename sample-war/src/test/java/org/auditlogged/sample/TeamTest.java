// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import org.junit.jupiter.api.Test;

class TeamTest {
  private final Team team = new Team();

  @Test
  void memberSignsInWithTheRightPasswordOnly() {
    var alice = team.validate(new UsernamePasswordCredential("alice", "wonderland"));

    assertThat(alice.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(alice.getCallerGroups()).containsExactly("admin");
    assertThat(team.validate(new UsernamePasswordCredential("bob", "wonderland")))
        .isEqualTo(CredentialValidationResult.INVALID_RESULT);
    assertThat(team.validate(new UsernamePasswordCredential("eve", "wonderland")))
        .isEqualTo(CredentialValidationResult.INVALID_RESULT);
  }
}
