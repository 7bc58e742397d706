// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import com.workos.WorkOS;
import com.workos.common.http.RequestOptions;
import com.workos.models.AuditLogEvent;
import com.workos.models.AuditLogEventActor;
import com.workos.models.AuditLogEventContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** The endpoint, which sends its event by WorkOS's own SDK before it answers. */
@ApplicationScoped
@Path("sdk")
@Produces(MediaType.APPLICATION_JSON)
public class SdkResource {
  private final WorkOS workos =
      WorkOS.Companion.builder()
          .apiKey("sk_test")
          .apiBaseUrl(ConfigProvider.getConfig().getValue("workos/mp-rest/url", String.class))
          .build();

  @GET
  @Path("{name}")
  public String read(@PathParam("name") String name) {
    var event =
        new AuditLogEvent(
            "secret.read",
            OffsetDateTime.now(ZoneOffset.UTC),
            new AuditLogEventActor("anonymous", "user", null, Map.of()),
            List.of(new AuditLogEventActor(name, "secret", null, Map.of())),
            new AuditLogEventContext("127.0.0.1", null),
            Map.of(),
            null);
    // as many tries as by default, and as patient as the other way
    var options =
        new RequestOptions(
            Map.of(),
            HttpClientResource.PATIENCE.toMillis(),
            null,
            null,
            UUID.randomUUID().toString());
    workos.getAuditLogs().createEvent("org_1", event, options);
    return Secret.read(name);
  }
}
