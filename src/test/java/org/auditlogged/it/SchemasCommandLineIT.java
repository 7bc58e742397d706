// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schemas by the jar of the command line, as a pipeline uses it. */
class SchemasCommandLineIT {
  private static final String COMPILED =
      """
      {"auditlogged": 1, "automatic": ["event_id"], "actions": [
        {"action": "secret.read", "declared": [{"by": "call", "type": "Vault", "place": "Vault.read()",
         "schema": {"targets": [{"type": "secret"}]}}]}]}
      """;

  @TempDir Path folder;
  private final FakeWorkOs workOs = FakeWorkOs.start().key(Deployments.KEY);

  @AfterEach
  void stop() {
    workOs.close();
  }

  private CommandLine schemas(String command, Map<String, String> environment) throws Exception {
    var file = folder.resolve("classes/META-INF/auditlogged/schemas.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, COMPILED);
    return CommandLine.run(
        environment,
        "schemas",
        command,
        "--classes",
        folder.resolve("classes").toString(),
        "--lock",
        folder.resolve("auditlogged.lock").toString(),
        "--url",
        workOs.uri().toString());
  }

  @Test
  void registersAndThenThereIsNoDifference() throws Exception {
    var key = Map.of("WORKOS_API_KEY", Deployments.KEY);
    assertThat(schemas("diff", key).code()).isEqualTo(1);
    var registered = schemas("register", key);
    assertThat(registered.text()).startsWith("secret.read: version 1 created");
    assertThat(registered.code()).isZero();
    assertThat(schemas("diff", key)).isEqualTo(new CommandLine(0, ""));
    assertThat(workOs.administration().schemas("secret.read")).hasSize(1);
  }

  @Test
  void withoutAKeyItSaysSoInOneLine() throws Exception {
    var refused = schemas("register", Map.of("WORKOS_API_KEY", ""));
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.text().lines()).hasSize(1);
    assertThat(refused.text())
        .startsWith("workos.api-key is not set (environment: WORKOS_API_KEY)");
    assertThat(folder.resolve("auditlogged.lock")).doesNotExist();
  }
}
