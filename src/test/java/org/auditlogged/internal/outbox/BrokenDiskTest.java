// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that refuse what is asked of them, by the operating system's own means. */
@Timeout(120)
class BrokenDiskTest {
  @TempDir Path directory;

  @Test
  void aWriteThatFailsFailsItsVerbAloneAndAllIsWellOnceTheDiskWrites() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prlimit")), "writes are made to fail by prlimit(1)");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var lines =
        SmallDisk.lines(
            new ProcessBuilder(
                java, "-cp", classes, BrokenDiskProcess.class.getName(), directory.toString()));

    var refused = "OutboxException the outbox in " + directory + " could not ";
    assertThat(lines).hasSize(9);
    assertThat(lines.get(0)).startsWith("append=" + refused + "append: [SQLITE_IOERR");
    assertThat(lines.get(1)).startsWith("check=" + refused + "check: [SQLITE_IOERR");
    assertThat(lines.get(2)).startsWith("ack=" + refused + "ack: [SQLITE_IOERR");
    assertThat(lines.get(3)).startsWith("claim=" + refused + "claim: [SQLITE_IOERR");
    assertThat(lines.subList(4, 9))
        .containsExactly(
            "waiting=2",
            "check=done",
            "left=[1, 3]",
            "reopened=[1, 3]",
            "ledger=" + new Ledger(3, 1, 2, 0, 0, 0, 0, 0));
  }

  @Test
  void nativeCodeThatMayNotRunInTheFolderRunsInTheTemporaryOne() throws Exception {
    assumeTrue(
        SmallDisk.isPossible(directory), "mounting needs Linux, unshare(1) and root's rights");
    var disk = Files.createDirectory(directory.resolve("disk"));

    assertThat(SmallDisk.run("size=64m,noexec", disk, NoexecProcess.class))
        .containsExactly("kept 3");
  }

  @Test
  void whereItMayRunInNeitherTheMessageSaysWhatToSet() throws Exception {
    assumeTrue(
        SmallDisk.isPossible(directory), "mounting needs Linux, unshare(1) and root's rights");
    var disk = Files.createDirectory(directory.resolve("disk"));
    var temporary = "-Djava.io.tmpdir=" + disk;

    assertThat(SmallDisk.run("size=64m,noexec", disk, NoexecProcess.class, temporary))
        .singleElement()
        .asString()
        .contains("AUDIT-0")
        .contains("org.sqlite.tmpdir");
  }
}
