// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native code is unpacked: some folders are mounted so that it cannot be run there. */
class NativeLibraryTest {
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final String TEMPORARY =
      Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();

  @TempDir Path folder;

  private final List<String> tried = new ArrayList<>();
  private final String before = System.getProperty(FOLDER);

  @BeforeEach
  void unset() {
    System.clearProperty(FOLDER);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(FOLDER);
    } else {
      System.setProperty(FOLDER, before);
    }
  }

  private NativeLibrary.Loading failing(int times) {
    return () -> {
      tried.add(System.getProperty(FOLDER));
      if (tried.size() <= times) {
        throw new Exception("not permitted, try " + tried.size());
      }
    };
  }

  @Test
  void inTheOutboxsFolder() throws Exception {
    NativeLibrary.load(folder, failing(0));
    assertThat(tried).containsExactly(folder.toString());
    assertThat(System.getProperty(FOLDER)).isNull();
  }

  @Test
  void inTheTemporaryFolderWhereTheOutboxsForbidsIt() throws Exception {
    NativeLibrary.load(folder, failing(1));
    assertThat(tried).containsExactly(folder.toString(), TEMPORARY);
    assertThat(System.getProperty(FOLDER)).isNull();
  }

  @Test
  void bothAreNamedWhereNeitherDoes() {
    assertThatThrownBy(() -> NativeLibrary.load(folder, failing(2)))
        .hasMessage(
            "SQLite's native code can be run neither in %s nor in %s (are both mounted noexec?);"
                    .formatted(folder, TEMPORARY)
                + " name a folder where it can with -Dorg.sqlite.tmpdir=…: not permitted, try 2");
    assertThat(System.getProperty(FOLDER)).isNull();
  }

  @Test
  void nowhereElseThanAsked() {
    System.setProperty(FOLDER, "/elsewhere");
    assertThatThrownBy(() -> NativeLibrary.load(folder, failing(9))).hasMessageContaining("try 1");
    assertThat(tried).containsExactly("/elsewhere");
    assertThat(System.getProperty(FOLDER)).isEqualTo("/elsewhere");
  }
}
