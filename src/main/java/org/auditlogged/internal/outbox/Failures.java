// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.sql.SQLException;
import org.auditlogged.internal.AuditConfig;
import org.sqlite.SQLiteErrorCode;

/** What is said when the outbox's file fails. For any thread. */
final class Failures {
  private final AuditConfig.Outbox settings;
  private final Stores stores;

  Failures(AuditConfig.Outbox settings, Stores stores) {
    this.settings = settings;
    this.stores = stores;
  }

  OutboxException failed(String verb, Exception cause) {
    if (cause instanceof SQLException e && e.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code) {
      return full(e);
    }
    if (cause instanceof GroupCommit.UnknownException) {
      return new OutboxException.Unknown(
          "it is not known whether the outbox in "
              + settings.directory()
              + " could "
              + verb
              + ": "
              + words(cause),
          cause);
    }
    return new OutboxException(
        "the outbox in " + settings.directory() + " could not " + verb + ": " + words(cause),
        cause);
  }

  OutboxException full(SQLException cause) {
    String used;
    try {
      used = String.valueOf(stores.space().used() * Database.PAGE);
    } catch (SQLException e) {
      used = "unknown";
    }
    return new OutboxException.Full(
        "the outbox in %s is full: %s of %d bytes are in use (auditlogged.outbox.max-size), %d bytes are free on its disk; nothing more is kept until some are delivered"
            .formatted(
                settings.directory(),
                used,
                settings.maxBytes(),
                settings.directory().toFile().getUsableSpace()),
        cause);
  }

  /**
   * The text alone where it says enough; the names of other exceptions are half of what they say.
   */
  static String words(Exception e) {
    boolean plain = e instanceof SQLException || e.getClass() == IOException.class;
    return plain && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
