// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.Redaction;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.schema.Pins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader application;

  @TempDir private Path classes;

  @AuditAction("report.generated")
  static class Jobs {}

  @BeforeEach
  void enter() throws IOException {
    application = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    Thread.currentThread().setContextClassLoader(application);
  }

  @AfterEach
  void leave() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    application.close();
  }

  @Test
  void pinsWhatTheLockFileOfTheApplicationSays() throws IOException {
    lock(
        "{\"auditlogged.lock\": 1, \"actions\": {\"report.generated\":"
            + " {\"version\": 7, \"fingerprint\": \"sha256:0\"}}}");
    var pins = pins();
    var event = AuditEvent.action("report.generated").actor("system", "s").build();
    assertThat(pins.apply(event).version()).isEqualTo(7);
    assertThat(pins.catalogue().schemas()).containsOnlyKeys("report.generated");
  }

  @Test
  void withoutALockFileNothingIsPinned() {
    assertThat(pins().lock().pins()).isEmpty();
  }

  @Test
  void aLockFileThatIsHalfWrittenFailsTheStart() throws IOException {
    lock("{\"auditlogged.lock\": 1, \"act");
    assertThatIllegalStateException()
        .isThrownBy(this::pins)
        .withMessageStartingWith("AUDIT-014 schema versions are not known: file:")
        .withMessageContaining("auditlogged.lock cannot be used: it is no JSON in line 1: it ends");
  }

  private void lock(String text) throws IOException {
    Files.writeString(classes.resolve("auditlogged.lock"), text);
  }

  private Pins pins() {
    var redaction =
        new Redaction(
            new AuditConfig.Capture(
                List.of(), List.of(), Set.of(), List.of(), 100_000, AuditConfig.OnFailure.LOG));
    return Schemas.pins(
        List.of(Jobs.class), new Routes(List.of(), redaction, new AuditPoints()), Set.of());
  }
}
