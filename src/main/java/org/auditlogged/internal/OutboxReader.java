// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.auditlogged.internal.AuditConfig.Outbox;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.AuditConfig.Table;

/** Reads where events are kept; see {@link ConfigReader}. */
record OutboxReader(ConfigReader config) {
  Outbox read(Path fallback) {
    var directory = fallback;
    var text = config.text(Key.OUTBOX_DIRECTORY);
    if (text != null) {
      try {
        directory = Path.of(text);
      } catch (InvalidPathException e) {
        config.problem(Key.OUTBOX_DIRECTORY, "a path", text);
      }
    }
    var example = "512 MB or 4 GiB from 1 MB to 1000 TB";
    long maxSize = config.size(Key.OUTBOX_MAX_SIZE, Size.SMALLEST, Size.LARGEST, example);
    var sync = config.choice(Key.OUTBOX_SYNC, Sync.values());
    var schema = config.text(Key.OUTBOX_SCHEMA);
    if (schema != null && !Table.isSchemaName(schema)) {
      config.problem(Key.OUTBOX_SCHEMA, Table.SCHEMA_NAME, schema);
    }
    boolean create = config.flag(Key.OUTBOX_CREATE_TABLE);
    var now = config.text(Key.OUTBOX_DATA_SOURCE);
    var before = config.text(Key.OUTBOX_TAKE_OVER_FROM);
    if (now != null && before != null) {
      var expected = "absent where " + Key.OUTBOX_DATA_SOURCE.key() + " is set";
      config.problem(Key.OUTBOX_TAKE_OVER_FROM, expected, before);
    }
    return new Outbox(
        directory, sync, maxSize, table(now, schema, create), table(before, schema, create));
  }

  private static Table table(String source, String schema, boolean create) {
    return source == null ? null : new Table(source, schema, create);
  }
}
