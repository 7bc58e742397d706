// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Room on the disk that is given up when the disk is full, because then not even what was delivered
 * could be noted: that goes to the log, and the log cannot be moved into a file that cannot grow.
 * Invariant: from the moment it is {@link #spend spent} until it is {@link #save saved} again the
 * file must not grow for appends, so that nothing but what settles entries has the room.
 *
 * <p>{@link #isSpent} is for any thread, the rest for the checkpointer's.
 */
final class Reserve {
  /** More than the log ever has, even while the disk is slow: all of it may have to be moved. */
  static final int SIZE = 4 * Checkpointer.LARGEST_LOG * Database.PAGE;

  /** On a disk with less room than so many of it, it would be part of the trouble. */
  private static final int WORTH_IT = 4;

  private static final int PIECE = 1 << 20;

  private final Path file;
  private volatile boolean spent;

  /** What a spent one is on disk, is an empty file: so it stays known after a restart. */
  Reserve(Path file) throws IOException {
    this.file = file;
    this.spent = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
  }

  boolean isSpent() {
    return spent;
  }

  /** False when there is none. */
  boolean spend() {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      boolean there = channel.size() > 0;
      channel.truncate(0);
      spent = true;
      return there;
    } catch (IOException e) {
      return false;
    }
  }

  /** Puts it on the disk, once it is not there and there is room for much more. */
  void save() {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || spent) {
        if (Files.getFileStore(file.getParent()).getUsableSpace() >= (long) WORTH_IT * SIZE) {
          write();
          spent = false;
        }
      }
    } catch (IOException e) {
      // the disk may just have become full again; the next round tries again
      spend();
    }
  }

  private void write() throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (var channel = FileChannel.open(file, options, OwnerOnly.file(file))) {
      var piece = ByteBuffer.allocate(PIECE);
      for (long at = 0; at < SIZE; at += PIECE) {
        channel.write(piece.rewind(), at);
      }
      channel.force(true);
    }
  }
}
