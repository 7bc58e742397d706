// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultTest {
  private final Vault vault = new Vault();

  @Test
  void changedSecretKeepsItsIdAndCountsItsVersions() {
    var first = vault.create(new SecretInput("name", "value", null));

    var second = vault.change(first.id(), new SecretInput("other", "new", null));
    var third = vault.rotate(first.id());

    assertThat(second).isEqualTo(new Secret(first.id(), "other", "new", 2, null));
    assertThat(third.version()).isEqualTo(3);
    assertThat(third.name()).isEqualTo("other");
    assertThat(third.value()).isNotEqualTo("new");
  }

  @Test
  void removedSecretIsGone() {
    var secret = vault.create(new SecretInput("name", "value", null));

    assertThat(vault.remove(secret.id())).isEqualTo(secret);
    assertThatThrownBy(() -> vault.get(secret.id())).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> vault.remove(secret.id())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void fullVaultTakesNoMore() {
    for (int i = 0; i < Vault.CAPACITY; i++) {
      vault.create(new SecretInput("name", "value", null));
    }

    assertThatThrownBy(() -> vault.create(new SecretInput("name", "value", null)))
        .isInstanceOf(ClientErrorException.class)
        .hasMessage("the vault is full");
  }

  @Test
  void secretExpiresAtItsMoment() {
    var moment = Instant.parse("2026-02-02T16:35:39Z");
    var secret = new Secret("id", "name", "value", 1, moment);

    assertThat(secret.expiredAt(moment.minusMillis(1))).isFalse();
    assertThat(secret.expiredAt(moment)).isTrue();
    assertThat(new Secret("id", "name", "value", 1, null).expiredAt(Instant.MAX)).isFalse();
  }

  @Test
  void secretThatWasChangedMeanwhileIsNotRemovedAsExpired() {
    var secret = vault.create(new SecretInput("name", "value", 1L));
    var changed = vault.change(secret.id(), new SecretInput("name", "value", null));

    vault.removeAll(List.of(secret));

    assertThat(vault.get(secret.id())).isEqualTo(changed);
  }
}
