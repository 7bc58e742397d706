// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** By a server's REST client. */
class RestWireTest extends WorkOsClientContract {
  @Override
  Wire wire(URI base, Duration patience) {
    var endpoints =
        RestClientBuilder.newBuilder()
            .baseUri(base)
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .build(WorkOsEndpoints.class);
    return new RestWire(endpoints, "orders");
  }
}
