// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.JDBC;

/**
 * SQLite's driver among those that the whole process knows. Nothing here registers it, but it
 * registers itself as soon as anybody initializes its class, as {@link DriverManager} does by
 * itself when asked from an application. Invariant: once {@link #end} has returned, the process
 * holds no driver of this class loader, and so not the class loader. For any thread.
 */
final class Registration {
  private Registration() {}

  static void end() throws SQLException {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // who asks first makes it register all drivers that his class loader sees
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      for (var driver : DriverManager.drivers().toList()) {
        if (driver instanceof JDBC) {
          DriverManager.deregisterDriver(driver);
        }
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
