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

  /**
   * Loads it. Unpacked in the outbox's folder unless something else is set, because a hardened
   * server's temporary folder often forbids to run what lies there.
   */
  static void load(Path folder) throws Exception {
    sweep(folder);
    boolean unset = System.getProperties().putIfAbsent(FOLDER, folder.toString()) == null;
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // the driver runs uname, and the JDK's thread that waits for it keeps what it inherits
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      SQLiteJDBCLoader.initialize();
    } finally {
      thread.setContextClassLoader(before);
      if (unset) {
        // other applications in this process have folders of their own
        System.clearProperty(FOLDER);
      }
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
