// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.auditlogged.runtimes.wrong.Mistaken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mistakes fail the deployment, with our text in the server's log. */
@ExtendWith(Results.class)
class MisconfiguredIT {

  @Test
  @Behaviour("a wrong configuration fails the deployment, all in one message")
  void aWrongConfigurationFailsTheDeployment() {
    try (var application = Application.prepared("wrong-configuration")) {
      application.start(
          Map.of("AUDITLOGGED_DELIVERY_RATE", "fast", "AUDITLOGGED_OUTBOX_SYNC", "sometimes"));
      assertThat(application.answersAfter("AUDIT-001")).isFalse();
      assertThat(application.log())
          .contains(
              "AUDIT-001 2 values are wrong in the configuration:\n"
                  + "  - auditlogged.outbox.sync must be full or normal, was \"sometimes\"\n"
                  + "  - auditlogged.delivery.rate must be a whole number from 1 to 100000, was"
                  + " \"fast\"");
    }
  }

  @Test
  @Behaviour("a data source that is not there fails the deployment")
  void aDataSourceThatIsNotThereFailsTheDeployment() {
    try (var application = Application.prepared("wrong-data-source")) {
      application.start(Map.of("AUDITLOGGED_OUTBOX_DATA_SOURCE", "java:app/jdbc/none"));
      assertThat(application.answersAfter("AUDIT-051")).isFalse();
      assertThat(application.log()).contains("java:app/jdbc/none cannot be used: there is no");
    }
  }

  @Test
  @Behaviour("a wrong annotation fails the deployment")
  void aWrongAnnotationFailsTheDeployment() throws IOException {
    try (var application =
        Application.prepared(
            "wrong-annotation", Jars.of("mistaken.jar", List.of(Mistaken.class)))) {
      application.start(Map.of());
      assertThat(application.answersAfter("AUDIT-002")).isFalse();
      assertThat(application.log())
          .contains(
              "AUDIT-002 1 value is wrong in audit annotations:\n"
                  + "  - @AuditLogged on org.auditlogged.runtimes.wrong.Mistaken.act(): action is"
                  + " blank; name it like \"invoice.deleted\"");
    }
  }
}
