// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.auditlogged.internal.schema.Schemas.call;
import static org.auditlogged.internal.schema.Schemas.code;
import static org.auditlogged.internal.schema.Schemas.fields;
import static org.auditlogged.internal.schema.Schemas.schema;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnClassPathTest {
  private final ActionSchema read = schema("secret.read", "secret", fields());
  private final List<URL> jars = new ArrayList<>();
  private URLClassLoader loader;

  @TempDir private Path folder;

  @AfterEach
  void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }

  @Test
  void withoutFilesNothingIsKnown() {
    assertThat(OnClassPath.catalogue(loader()).schemas()).isEmpty();
    assertThat(OnClassPath.lockFile(loader())).isEqualTo(LockFile.EMPTY);
  }

  @Test
  void eachJarAddsItsOwn() throws IOException {
    var report = ActionSchema.of("report.generated");
    jar(OnClassPath.SCHEMAS, Catalogue.of(List.of(call(read, "read()")), Set.of()).json());
    jar(OnClassPath.SCHEMAS, Catalogue.of(List.of(code(report, "Jobs")), Set.of()).json());
    jar(LockFile.NAME, LockFile.EMPTY.with(read, 3).json());
    jar(LockFile.NAME, LockFile.EMPTY.with(read, 3).with(report, 1).json());
    assertThat(OnClassPath.catalogue(loader()).schemas().keySet())
        .containsExactly("report.generated", "secret.read");
    assertThat(OnClassPath.lockFile(loader()))
        .isEqualTo(LockFile.EMPTY.with(read, 3).with(report, 1));
  }

  @Test
  void twoVersionsOfOneActionAreTooMany() throws IOException {
    jar(LockFile.NAME, LockFile.EMPTY.with(read, 3).json());
    jar(LockFile.NAME, LockFile.EMPTY.with(read, 4).json());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnClassPath.lockFile(loader()))
        .withMessageEndingWith(
            " pins secret.read to version 4, and another auditlogged.lock on the class path to 3;"
                + " expected one of both");
  }

  @Test
  void saysWhichFileIsWrong() throws IOException {
    jar(OnClassPath.SCHEMAS, "{\"auditlogged\": 1,");
    jar(LockFile.NAME, "{\"auditlogged.lock\": 1,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnClassPath.catalogue(loader()))
        .withMessageMatching(
            "file:.*/META-INF/auditlogged/schemas.json cannot be used: it is no JSON in line 1:"
                + " expected a name in quotes; compile the application anew");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnClassPath.lockFile(loader()))
        .withMessageContaining("/auditlogged.lock cannot be used: it is no JSON in line 1");
  }

  private void jar(String name, String text) throws IOException {
    var jar = folder.resolve("jar" + jars.size());
    Files.createDirectories(jar.resolve(name).getParent());
    Files.writeString(jar.resolve(name), text);
    jars.add(jar.toUri().toURL());
  }

  private ClassLoader loader() {
    loader = new URLClassLoader(jars.toArray(URL[]::new), null);
    return loader;
  }
}
