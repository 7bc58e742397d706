// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of its own that no other process sees, and a process of this JVM's classes on it.
 */
final class SmallDisk {
  private SmallDisk() {}

  /** Needs Linux, unshare(1) and root's rights. */
  static boolean isPossible(Path directory) throws InterruptedException {
    try {
      return unshare("mount -t tmpfs -o size=1m tmpfs \"$1\"", directory.toString())
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What the main method printed, a line each.
   *
   * @param options of the mount
   * @param directory where the file system is put
   * @param jvm options of the JVM
   */
  static List<String> run(String options, Path directory, Class<?> main, String... jvm)
      throws Exception {
    var mount = "mount -t tmpfs -o mode=700," + options + " tmpfs \"$1\" && shift && exec \"$@\"";
    var command = new ArrayList<String>();
    command.add(directory.toString());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvm));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.add(directory.toString());
    return lines(unshare(mount, command.toArray(String[]::new)));
  }

  /** What a process printed, a line each. */
  static List<String> lines(ProcessBuilder builder) throws Exception {
    var process = builder.redirectError(Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static ProcessBuilder unshare(String script, String... arguments) {
    var command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
