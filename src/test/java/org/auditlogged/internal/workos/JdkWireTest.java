// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.net.URI;
import java.time.Duration;

/** By the JDK's HTTP client. */
class JdkWireTest extends WorkOsClientContract {
  @Override
  Wire wire(URI base, Duration patience) {
    return new JdkWire(base, "orders", patience);
  }
}
