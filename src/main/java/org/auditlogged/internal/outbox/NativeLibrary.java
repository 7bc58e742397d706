// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native code, which the driver unpacks to a folder before it can load it. Invariant: no
 * more copies lie in the outbox's folder than processes that run. For the thread that opens the
 * outbox.
 */
final class NativeLibrary {
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final String COPIES = "sqlite-*sqlitejdbc.*";

  private NativeLibrary() {}

  /** What the driver does to load it. */
  interface Loading {
    void run() throws Exception;
  }

  static void load(Path folder) throws Exception {
    load(folder, SQLiteJDBCLoader::initialize);
  }

  /**
   * Loads it. Unpacked in the outbox's folder unless something else is set, because a hardened
   * server's temporary folder often forbids to run what lies there; and where the data's folder
   * does so, in the temporary one.
   */
  static void load(Path folder, Loading loading) throws Exception {
    sweep(folder);
    if (System.getProperty(FOLDER) != null) {
      run(loading);
      return;
    }
    var other = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      runIn(folder, loading);
    } catch (Exception e) {
      try {
        runIn(other, loading);
      } catch (Exception again) {
        again.addSuppressed(e);
        throw new IOException(
            "SQLite's native code can be run neither in "
                + folder
                + " nor in "
                + other
                + " (are both mounted noexec?); name a folder where it can with -D"
                + FOLDER
                + "=…: "
                + again.getMessage(),
            again);
      }
    }
  }

  private static void runIn(Path folder, Loading loading) throws Exception {
    System.setProperty(FOLDER, folder.toString());
    try {
      run(loading);
    } finally {
      // other applications in this process have folders of their own
      System.clearProperty(FOLDER);
    }
  }

  private static void run(Loading loading) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // the driver runs uname, and the JDK's thread that waits for it keeps what it inherits
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      loading.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * A process that is killed leaves its copy behind, and the driver takes away none that has a .lck
   * beside it.
   */
  private static void sweep(Path folder) throws IOException {
    try (var copies = Files.newDirectoryStream(folder, COPIES)) {
      for (var copy : copies) {
        try {
          Files.delete(copy);
        } catch (IOException e) {
          // in use, on Windows; the next start will do
        }
      }
    }
  }
}
