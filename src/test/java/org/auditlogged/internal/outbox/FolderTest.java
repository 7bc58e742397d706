// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
  private static final List<String> FILES =
      List.of("lock", "outbox.db", "outbox.db-wal", "outbox.db-shm");

  @TempDir Path temporary;

  private SqlOutbox open(Path directory) {
    return SqlOutbox.open(
        new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30), Clock.systemUTC());
  }

  @Test
  @Timeout(60)
  void aFolderThatAnotherProcessHasIsRefusedWithItsNumber() throws Exception {
    var directory = temporary.resolve("outbox");
    var other = OutboxProcess.start(directory, Sync.NORMAL, 0);
    try (var lines = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
      assertThat(lines.readLine()).isEqualTo("open");

      assertThatThrownBy(() -> open(directory))
          .isInstanceOf(OutboxException.class)
          .hasMessage(
              "AUDIT-042 the outbox in %s is in use by process %d; give each process its own"
                      .formatted(directory, other.pid())
                  + " auditlogged.outbox.directory");

      Files.writeString(directory.resolve("lock"), "");
      assertThatThrownBy(() -> open(directory)).hasMessageContaining("in use by another process;");
    } finally {
      other.destroyForcibly();
      other.waitFor();
    }
    // whoever is killed leaves no lock behind
    open(directory).close();
  }

  @Test
  @Timeout(60)
  void aSecondDeploymentInThisProcessIsRefusedAndTakesNoLockAway() throws Exception {
    var directory = temporary.resolve("outbox");
    try (var first = open(directory)) {
      assertThatThrownBy(() -> open(temporary.resolve("other").resolve("..").resolve("outbox")))
          .isInstanceOf(OutboxException.class)
          .hasMessageContaining(
              "is in use by another deployment in this process, " + ProcessHandle.current().pid());
      first.check();

      var other = OutboxProcess.start(directory, Sync.NORMAL, 0);
      try (var lines = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
        assertThat(lines.readLine())
            .contains("is in use by process " + ProcessHandle.current().pid());
      } finally {
        other.destroyForcibly();
      }
    }
    open(directory).close();
  }

  @Test
  void aFolderIsFreeAgainWhenOpeningItFailed() throws Exception {
    Files.createDirectory(temporary.resolve("outbox.db"));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> open(temporary)).hasMessageStartingWith("AUDIT-041 ");
    }
    Files.delete(temporary.resolve("outbox.db"));

    assertThatCode(() -> open(temporary).close()).doesNotThrowAnyException();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderIsFreeAgainWhenItsDatabaseCouldNotBeCreated() {
    // room for the name of the lock, and none for the database's
    var directory = temporary;
    while (directory.toString().length() < 4_088) {
      int left = 4_088 - directory.toString().length() - 1;
      directory = directory.resolve("x".repeat(left > 250 ? 200 : Math.max(1, left)));
    }
    var tooLong = directory;
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> open(tooLong)).hasMessageStartingWith("AUDIT-041 ");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingIsLeftOpenWhenOpeningFailedLate() throws Exception {
    open(temporary).close();
    try (var shell = new SqliteShell(temporary.resolve("outbox.db"))) {
      // only asked for once all connections are there, and then too much
      shell.run("DROP TABLE ledger");
      shell.run(
          "CREATE VIEW ledger AS SELECT zeroblob(1000000001) AS captured, 0 AS delivered,"
              + " 0 AS waiting, 0 AS parked, 0 AS discarded, 0 AS lost, 0 AS cut, 0 AS twice");
    }
    assertThatThrownBy(() -> open(temporary))
        .hasMessageStartingWith("AUDIT-041 ")
        .hasMessageContaining("TOOBIG");

    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.map(FolderTest::target)).noneMatch(file -> file.startsWith(temporary));
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link;
    }
  }

  @Test
  void foldersAboveAreCreatedToo() {
    open(temporary.resolve("a").resolve("b").resolve("outbox")).close();

    assertThat(temporary.resolve("a/b/outbox/outbox.db")).exists();
  }

  @Test
  void aFileInThePlaceOfTheFolderIsNamed() throws Exception {
    var file = Files.createFile(temporary.resolve("outbox"));

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(OutboxException.class)
        .hasMessage(
            "AUDIT-041 the outbox in %s cannot be used: java.nio.file.FileAlreadyExistsException: %s"
                .formatted(file, file));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file name there holds a question mark")
  void aPathThatTheDriverWouldMisreadIsRefused() {
    var directory = temporary.resolve("what?mode=memory");

    assertThatThrownBy(() -> open(directory))
        .hasMessageContaining("cannot be used: its path holds a \"?\"");
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such modes there")
  void aFolderThatOthersCanWriteToIsRefusedWithWhatToDo(String mode) throws Exception {
    var directory = Files.createDirectory(temporary.resolve("outbox"));
    mode(directory, mode);

    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(OutboxException.class)
        .hasMessage(
            "AUDIT-041 the outbox in %s cannot be used: others than its owner can write to it, its mode is %s;"
                    .formatted(directory, mode)
                + " take that away (chmod go-w), or name a folder in it that is not there yet");
    assertThat(directory).isEmptyDirectory();

    open(directory.resolve("inside")).close();
    mode(directory, "rwxr-x---");
    open(directory).close();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such modes there")
  void whatIsMadeBelongsToItsOwnerOnly() throws Exception {
    var directory = temporary.resolve("outbox");
    try (var outbox = open(directory)) {
      outbox.check();
      assertThat(mode(directory)).isEqualTo("rwx------");
      for (var file : FILES) {
        assertThat(mode(directory.resolve(file))).as(file).isEqualTo("rw-------");
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such modes there")
  void filesThatOthersCouldTouchAreTakenFromThem() throws Exception {
    for (var file : FILES) {
      mode(Files.createFile(temporary.resolve(file)), "rw-rw-rw-");
    }
    try (var outbox = open(temporary)) {
      outbox.check();
      for (var file : FILES) {
        assertThat(mode(temporary.resolve(file))).as(file).isEqualTo("rw-------");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "outbox.db", "outbox.db-wal", "outbox.db-shm"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void aLinkInThePlaceOfAFileIsNotFollowed(String name) throws Exception {
    var victim = Files.writeString(temporary.resolve("victim.txt"), "precious");
    mode(victim, "rw-r--r--");
    var directory = Files.createDirectory(temporary.resolve("outbox"));
    Files.createSymbolicLink(directory.resolve(name), victim);

    assertThatThrownBy(() -> open(directory))
        .hasMessageEndingWith(
            "cannot be used: " + name + " in it is a symbolic link; expected a file");
    assertThat(victim).hasContent("precious");
    assertThat(mode(victim)).isEqualTo("rw-r--r--");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void theFolderItselfMayBeALink() throws Exception {
    var real = Files.createDirectory(temporary.resolve("disk"));
    open(Files.createSymbolicLink(temporary.resolve("outbox"), real)).close();

    assertThat(real.resolve("outbox.db")).exists();
  }

  @Test
  void aFolderInThePlaceOfAFileIsNamed() throws Exception {
    Files.createDirectory(temporary.resolve("outbox.db-wal"));
    assertThatThrownBy(() -> open(temporary))
        .hasMessageEndingWith("outbox.db-wal in it is no plain file; expected a file");
  }

  @Test
  void aFileSystemWithoutModesIsTakenAsItIs() throws Exception {
    var zip = URI.create("jar:" + temporary.resolve("some.zip").toUri());
    try (var other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      var folder = other.getPath("/outbox");
      Files.createDirectory(folder, OwnerOnly.folder(folder));
      var file = folder.resolve("lock");
      Files.createFile(file, OwnerOnly.file(file));
      OwnerOnly.check(folder);
      OwnerOnly.tighten(file);
      assertThat(file).exists();
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "NFS4", "cifs", "fuse.sshfs", "ceph", "fuse.glusterfs"})
  void aFolderOnAnotherMachineIsRefused(String type) {
    assertThatThrownBy(() -> Folder.checkDisk(new Disk(type)))
        .hasMessage(
            "it is on a network file system (" + type + "); expected a disk of this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "NTFS", "overlay", "tmpfs"})
  void aFolderOnADiskOfThisMachineIsTaken(String type) {
    assertThatCode(() -> Folder.checkDisk(new Disk(type))).doesNotThrowAnyException();
  }

  /** Knows its type, and nothing else. */
  private static final class Disk extends FileStore {
    private final String type;

    Disk(String type) {
      this.type = type;
    }

    @Override
    public String name() {
      return type;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public long getTotalSpace() {
      return 0;
    }

    @Override
    public long getUsableSpace() {
      return 0;
    }

    @Override
    public long getUnallocatedSpace() {
      return 0;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> view) {
      return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
      return false;
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> view) {
      return null;
    }

    @Override
    public Object getAttribute(String attribute) {
      return null;
    }
  }

  @Test
  void copiesThatDeadProcessesLeftAreSwept() throws Exception {
    var copy = Files.createFile(temporary.resolve("sqlite-3.54.1.0-0-libsqlitejdbc.so"));
    var lock = Files.createFile(temporary.resolve("sqlite-3.54.1.0-0-libsqlitejdbc.so.lck"));
    var other = Files.createFile(temporary.resolve("notes.txt"));
    var held =
        Files.createDirectories(temporary.resolve("sqlite-1-sqlitejdbc.dll").resolve("in use"));

    open(temporary).close();

    assertThat(copy).doesNotExist();
    assertThat(lock).doesNotExist();
    assertThat(other).exists();
    assertThat(held).exists();
  }

  @Test
  void theDriversFolderIsLeftAsItWas() {
    var before = System.getProperty("org.sqlite.tmpdir");
    try {
      System.clearProperty("org.sqlite.tmpdir");
      open(temporary).close();
      assertThat(System.getProperty("org.sqlite.tmpdir")).isNull();

      System.setProperty("org.sqlite.tmpdir", temporary.toString());
      open(temporary).close();
      assertThat(System.getProperty("org.sqlite.tmpdir")).isEqualTo(temporary.toString());
    } finally {
      if (before == null) {
        System.clearProperty("org.sqlite.tmpdir");
      } else {
        System.setProperty("org.sqlite.tmpdir", before);
      }
    }
  }
}
