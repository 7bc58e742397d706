// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Supplier;

/** By the server's REST client. For any thread, with the application's class loader as its. */
final class RestWire implements Wire {
  private final WorkOsEndpoints client;
  private final String agent;
  // made once: each look-up of the provider searches the class path
  private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());

  RestWire(WorkOsEndpoints client, String application) {
    this.client = client;
    this.agent = UserAgent.of(application);
  }

  @Override
  public Answer actions(String authorization, String after) {
    return answer(() -> client.actions(authorization, agent, PAGE, ORDER, after));
  }

  @Override
  public Answer schemas(String authorization, String action, String after) {
    return answer(() -> client.schemas(authorization, agent, action, PAGE, ORDER, after));
  }

  @Override
  public Answer createSchema(String authorization, String action, byte[] body) {
    return answer(() -> client.createSchema(authorization, agent, action, body));
  }

  @Override
  public Answer createExport(String authorization, byte[] body) {
    return answer(() -> client.createExport(authorization, agent, body));
  }

  @Override
  public Answer export(String authorization, String id) {
    return answer(() -> client.export(authorization, agent, id));
  }

  @Override
  public Answer retention(String authorization, String organization) {
    return answer(() -> client.retention(authorization, agent, organization));
  }

  @Override
  public Answer setRetention(String authorization, String organization, byte[] body) {
    return answer(() -> client.setRetention(authorization, agent, organization, body));
  }

  @Override
  public Answer portalLink(String authorization, byte[] body) {
    return answer(() -> client.portalLink(authorization, agent, body));
  }

  private Answer answer(Supplier<Response> request) {
    try (var response = response(request)) {
      return Answer.read(response, readers, MOST);
    }
  }

  private static Response response(Supplier<Response> request) {
    try {
      return request.get();
    } catch (WebApplicationException e) {
      // what the client's default mapper makes of 400 and above
      return e.getResponse();
    }
  }
}
