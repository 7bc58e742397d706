// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.file.Path;
import java.time.Clock;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;

/** Opens an outbox in the folder that is its argument, and prints what came of it. */
final class NoexecProcess {
  private NoexecProcess() {}

  public static void main(String[] arguments) {
    var settings = new AuditConfig.Outbox(Path.of(arguments[0]), Sync.FULL, 1L << 30);
    try (var outbox = SqlOutbox.open(settings, Clock.systemUTC())) {
      outbox.append(Entries.entries(0, 3));
      System.out.println("kept " + outbox.counts().waiting());
    } catch (OutboxException e) {
      System.out.println(e.getMessage());
    }
  }
}
