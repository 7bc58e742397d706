// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.auditlogged.internal.Message;

/**
 * The outbox's folder. Invariant: while one of these is open, no other process and no other
 * deployment in this process has the same folder; the operating system ends that when the process
 * dies, however it dies. Nor can another user put files of his own in the place of ours.
 *
 * <p>Two locks, because each sees what the other cannot: the operating system's lies on the file
 * {@code lock} (which holds the process id) and knows processes only, and is dropped as soon as
 * this process closes any other channel on that file; so a system property, which all class loaders
 * share, is taken before the file is touched at all.
 */
final class Folder implements AutoCloseable {
  private static final String STEM = "outbox";
  static final String DATABASE = STEM + ".db";
  private static final String LOG = DATABASE + "-wal";
  private static final String LOCK = "lock";
  // with what SQLite puts beside its file; new ones get that file's mode
  private static final List<String> FILES =
      List.of(DATABASE, LOG, DATABASE + "-shm", DATABASE + "-journal");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "ncpfs",
          "ceph",
          "fuse.ceph",
          "glusterfs",
          "fuse.glusterfs",
          "lustre",
          "gpfs",
          "beegfs",
          "fuse.s3fs",
          "fuse.rclone",
          "fuse.sshfs");

  private final Path path;
  private final String property;
  private final FileChannel channel;

  private Folder(Path path, String property, FileChannel channel) {
    this.path = path;
    this.property = property;
    this.channel = channel;
  }

  /** Creates what is missing and takes the folder. */
  static Folder take(Path directory) throws IOException {
    var path = create(directory.toAbsolutePath().normalize());
    var property = "org.auditlogged.outbox in use: " + path;
    var pid = String.valueOf(ProcessHandle.current().pid());
    if (System.getProperties().putIfAbsent(property, pid) != null) {
      throw locked(directory, "another deployment in this process, " + pid);
    }
    Folder taken = null;
    try {
      taken = new Folder(path, property, lock(directory, path.resolve(LOCK), pid));
      for (var file : FILES) {
        OwnerOnly.tighten(path.resolve(file));
      }
      return taken;
    } catch (Throwable e) {
      if (taken == null) {
        System.getProperties().remove(property);
      } else {
        taken.close();
      }
      throw e;
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve(DATABASE);
  }

  /** Makes an empty file where none is, so that it is its owner's from the first moment. */
  Path createDatabase() throws IOException {
    createFile(database());
    return database();
  }

  /** Whether SQLite would find a log without its file, and delete it with all that is in it. */
  boolean hasOnlyLog() throws IOException {
    return size(path.resolve(LOG)) > 0 && size(database()) == 0;
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * Gives the database and what belongs to it a new name, under which SQLite finds them together.
   * Nobody may have it open.
   *
   * @return the new name
   */
  Path setAside(Instant now) throws IOException {
    var name = "aside-" + SECONDS.format(now);
    for (int number = 2; isTaken(name); number++) {
      name = "aside-" + SECONDS.format(now) + "-" + number;
    }
    for (var file : FILES) {
      if (Files.exists(path.resolve(file))) {
        Files.move(path.resolve(file), path.resolve(file.replace(STEM, name)));
      }
    }
    force(path);
    return path.resolve(name + DATABASE.substring(STEM.length()));
  }

  private boolean isTaken(String name) {
    return FILES.stream().anyMatch(file -> Files.exists(path.resolve(file.replace(STEM, name))));
  }

  /** Locks and memory that processes share mean nothing on a file system of another machine. */
  static void checkDisk(FileStore disk) throws IOException {
    if (NETWORK.contains(disk.type().toLowerCase(Locale.ROOT))) {
      throw new IOException(
          "it is on a network file system (" + disk.type() + "); expected a disk of this machine");
    }
  }

  private static Path create(Path path) throws IOException {
    if (path.toString().contains("?")) {
      throw new IOException(
          "its path holds a \"?\", which SQLite's driver takes for the start of settings");
    }
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path.getParent());
      Files.createDirectory(path, OwnerOnly.folder(path));
    }
    OwnerOnly.check(path);
    checkDisk(Files.getFileStore(path));
    return path.toRealPath();
  }

  private static FileChannel lock(Path directory, Path file, String pid) throws IOException {
    createFile(file);
    var channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      // one byte far behind the text, because some systems keep others from reading what is locked
      if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
        var text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        var other = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).trim();
        throw locked(directory, other.isEmpty() ? "another process" : "process " + other);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, OwnerOnly.file(file));
    } catch (FileAlreadyExistsException e) {
      OwnerOnly.tighten(file);
      return;
    }
    force(file.getParent());
    force(file.getParent().getParent());
  }

  /**
   * Makes a new name last: without it a power loss could take the file away with all that is in it.
   */
  private static void force(Path directory) {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no directories, and keeps names by itself; a parent may be unreadable to us
    }
  }

  private static OutboxException locked(Path directory, String by) {
    return new OutboxException(Message.OUTBOX_LOCKED.text(directory, by), null);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      System.getProperties().remove(property);
    }
  }
}
