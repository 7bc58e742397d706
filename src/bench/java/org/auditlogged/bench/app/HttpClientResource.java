// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** The endpoint, which posts its event to WorkOS itself before it answers. */
@ApplicationScoped
@Path("http-client")
@Produces(MediaType.APPLICATION_JSON)
public class HttpClientResource {
  /** Generous, for what waits while somebody else's server does not answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI events =
      URI.create(
          ConfigProvider.getConfig().getValue("workos/mp-rest/url", String.class)
              + "/audit_logs/events");

  @GET
  @Path("{name}")
  public String read(@PathParam("name") String name) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(events)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer sk_test")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(event(name)))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    if (status != 201) {
      throw new WebApplicationException(502);
    }
    return Secret.read(name);
  }

  private static String event(String name) {
    var actor = Json.createObjectBuilder().add("type", "user").add("id", "anonymous");
    var target = Json.createObjectBuilder().add("type", "secret").add("id", name);
    var event =
        Json.createObjectBuilder()
            .add("action", "secret.read")
            .add("occurred_at", Instant.now().toString())
            .add("actor", actor)
            .add("targets", Json.createArrayBuilder().add(target))
            .add("context", Json.createObjectBuilder().add("location", "127.0.0.1"));
    return Json.createObjectBuilder()
        .add("organization_id", "org_1")
        .add("event", event)
        .build()
        .toString();
  }
}
