// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAndLeavesNothingElse() throws IOException {
    var file = folder.resolve("a.lock");
    WholeFile.replace(file, bytes("old, and longer"));
    WholeFile.replace(file, bytes("new"));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining(f -> f.equals(file)).satisfies(WholeFileTest::isAlone);
  }

  @Test
  void whatCannotBeReplacedStaysAsItWas() throws IOException {
    // nothing moves over a folder that is not empty
    var file = Files.createDirectories(folder.resolve("a.lock/in")).getParent();
    assertThatThrownBy(() -> WholeFile.replace(file, bytes("new"))).isInstanceOf(IOException.class);
    assertThat(file.resolve("in")).isDirectory();
    isAlone(folder);
  }

  @Test
  void replacesWhatALinkLeadsTo() throws IOException {
    var actual = Files.writeString(folder.resolve("actual"), "old");
    var link = Files.createSymbolicLink(folder.resolve("link"), actual);
    WholeFile.replace(link, bytes("new"));
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(actual).hasContent("new");
  }

  @Test
  void readerSeesTheOldOrTheNewOne() throws IOException {
    var file = folder.resolve("a.lock");
    WholeFile.replace(file, bytes("old"));
    try (var reader = Files.newBufferedReader(file)) {
      WholeFile.replace(file, bytes("new"));
      assertThat(reader.readLine()).isEqualTo("old");
    }
  }

  private static void isAlone(Path folder) {
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
