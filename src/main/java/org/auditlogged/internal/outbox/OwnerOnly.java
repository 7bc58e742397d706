// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may touch the outbox's files. Invariant: what has passed here can be written by its owner
 * only, and is no link to something else. Where the file system knows no such modes (Windows), the
 * folder's own rules have to do. For {@link Folder}, while it is taken.
 */
final class OwnerOnly {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";

  private OwnerOnly() {}

  static FileAttribute<?>[] folder(Path path) {
    return attributes(path, FOLDER);
  }

  static FileAttribute<?>[] file(Path path) {
    return attributes(path, FILE);
  }

  /** Refuses a folder in which others could put files of theirs in the place of ours. */
  static void check(Path folder) throws IOException {
    var view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    var mode = view.readAttributes().permissions();
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "others than its owner can write to it, its mode is "
              + PosixFilePermissions.toString(mode)
              + "; take that away (chmod go-w), or name a folder in it that is not there yet");
    }
  }

  /** Takes an existing file away from others; a missing one is none of its business. */
  static void tighten(Path file) throws IOException {
    if (Files.notExists(file, NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      var is = Files.isSymbolicLink(file) ? "a symbolic link" : "no plain file";
      throw new IOException(file.getFileName() + " in it is " + is + "; expected a file");
    }
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    var wanted = PosixFilePermissions.fromString(FILE);
    if (view != null && !view.readAttributes().permissions().equals(wanted)) {
      view.setPermissions(wanted);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String mode) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
