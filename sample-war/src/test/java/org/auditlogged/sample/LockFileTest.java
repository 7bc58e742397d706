// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.LockFile;
import org.junit.jupiter.api.Test;

/** As {@code schemas diff} looks at it, without asking WorkOS. */
class LockFileTest {
  @Test
  void committedLockFileIsThatOfTheCode() throws Exception {
    var compiled = Path.of("target/classes/META-INF/auditlogged/schemas.json");
    var lock = LockFile.read(Path.of("src/main/resources/auditlogged.lock"));

    assertThat(lock.pins()).hasSize(9);
    assertThat(lock.differences(Catalogue.read(Files.readString(compiled)))).isEmpty();
  }
}
