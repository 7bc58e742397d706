// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
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
  @Behaviour("a wrong annotation fails the deployment")
  void aWrongAnnotationFailsTheDeployment() throws IOException {
    try (var application = Application.prepared("wrong-annotation", jar())) {
      application.start(Map.of());
      assertThat(application.answersAfter("AUDIT-002")).isFalse();
      assertThat(application.log())
          .contains(
              "AUDIT-002 1 value is wrong in audit annotations:\n"
                  + "  - @AuditLogged on org.auditlogged.runtimes.wrong.Mistaken.act(): action is"
                  + " blank; name it like \"invoice.deleted\"");
    }
  }

  /** A bean of a library of the application's. */
  private static Path jar() throws IOException {
    var jar = Folders.path("runtime.folder").resolve("mistaken.jar");
    Files.createDirectories(jar.getParent());
    var name = Mistaken.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var in = Mistaken.class.getClassLoader().getResourceAsStream(name)) {
      put(out, name, in.readAllBytes());
      put(
          out,
          "META-INF/beans.xml",
          "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"/>"
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
