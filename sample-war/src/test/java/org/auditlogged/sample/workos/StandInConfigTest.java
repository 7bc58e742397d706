// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInConfigTest {

  @AfterEach
  void stop() {
    System.clearProperty("workos.api-key");
    StandInConfig.stop();
  }

  @Test
  void withoutAKeyTheStandInIsGiven() {
    var config = new StandInConfig();

    var standIn = StandInConfig.standIn().orElseThrow();
    assertThat(config.getProperties())
        .containsOnlyKeys("workos.api-key", "workos.organization-id", "workos/mp-rest/url")
        .containsEntry("workos/mp-rest/url", standIn.url());
    assertThat(config.getPropertyNames()).hasSize(3);
    assertThat(config.getValue("workos.organization-id")).isEqualTo("org_stand_in");
    assertThat(config.getValue("other")).isNull();
  }

  @Test
  void everyConfigurationSharesOneStandIn() {
    assertThat(new StandInConfig().getProperties()).isEqualTo(new StandInConfig().getProperties());
  }

  @Test
  void withAKeyNothingIsGivenAndNothingRuns() {
    System.setProperty("workos.api-key", "sk_real");

    assertThat(new StandInConfig().getProperties()).isEmpty();
    assertThat(StandInConfig.standIn()).isEmpty();
  }

  @Test
  void blankKeyIsNoKey() {
    System.setProperty("workos.api-key", " ");

    assertThat(new StandInConfig().getValue("workos.api-key")).isEqualTo(StandIn.API_KEY);
  }

  @Test
  void configurationFindsIt() {
    assertThat(ServiceLoader.load(ConfigSource.class))
        .hasAtLeastOneElementOfType(StandInConfig.class);
  }
}
