// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auditlogged.AuditStatus;
import org.auditlogged.AuditStatus.KeptBack;
import org.auditlogged.AuditStatus.Ledger;

/** A status that says what it is told. */
final class FixedStatus {
  private FixedStatus() {}

  static AuditStatus of(long parked, Duration oldest, boolean isHalted, String obstacle) {
    var ledger = new Ledger(27 + parked, 2, 5, parked, 9, 11, 13, 17);
    return (AuditStatus)
        Proxy.newProxyInstance(
            FixedStatus.class.getClassLoader(),
            new Class<?>[] {AuditStatus.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "keptBack" ->
                      List.of(
                          new KeptBack("action", "a.b", Instant.EPOCH, 3, parked),
                          new KeptBack("organization", "org_1", null, 2, 0));
                  case "ledger" -> ledger;
                  case "oldestWaiting" -> Optional.ofNullable(oldest);
                  case "isHalted" -> isHalted;
                  case "obstacle" -> Optional.ofNullable(obstacle);
                  default -> Ledger.class.getMethod(method.getName()).invoke(ledger);
                });
  }
}
