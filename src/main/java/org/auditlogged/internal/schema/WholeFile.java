// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces files as a whole. Commit point: the move, which comes after the new content is on the
 * disk; before it the file is the old one, after it the new one, and never anything between.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Replaces or creates a file; its folder is made when there is none.
   *
   * @throws IOException when it could not be replaced; then it is as it was
   */
  public static void replace(Path file, byte[] content) throws IOException {
    // through a link to what it links to
    var actual = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    var folder = actual.getParent();
    Files.createDirectories(folder);
    var beside = folder.resolve("." + actual.getFileName() + "." + UUID.randomUUID());
    try {
      try (var channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          beside, actual, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    sync(folder);
  }

  /** The name, too; not every system lets a folder be opened, and then it does it by itself. */
  private static void sync(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }
}
