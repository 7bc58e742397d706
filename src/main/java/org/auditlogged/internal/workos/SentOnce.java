// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * Keeps Jersey's usual HTTP client from sending a request a second time when a connection breaks
 * before the answer: an event has a key that makes that harmless, a schema would become two
 * versions. Other REST clients do not know the property, and do not repeat a POST. For any thread.
 */
public final class SentOnce implements RestClientListener {
  /**
   * The JDK's {@code HttpURLConnection} repeats what it has kept, and keeps no body of unknown
   * length.
   */
  private static final String KEEPING = "jersey.config.client.request.entity.processing";

  @Override
  public void onNewClient(Class<?> type, RestClientBuilder builder) {
    if (type == WorkOsEndpoints.class) {
      builder.property(KEEPING, "CHUNKED");
    }
  }
}
