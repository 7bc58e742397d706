// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.junit.jupiter.api.io.TempDir;

class OutboxModelTest extends OutboxModel {
  @TempDir Path directory;

  @Override
  Outbox open() {
    return SqlOutbox.open(new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30), clock);
  }
}
