// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.stream.Collectors;
import org.auditlogged.workos.AuditLogAction;
import org.auditlogged.workos.AuditLogExportRequest;
import org.auditlogged.workos.AuditLogSchema;
import org.auditlogged.workos.AuditLogsClient;
import org.auditlogged.workos.AuditLogsException;

@Path("api")
@RequestScoped
public class ApiClientResource {
  @Inject private AuditLogsClient client;

  /** Creates, and tells what is there. */
  @GET
  @Path("schemas/{action}")
  public String schemas(@PathParam("action") String action) {
    var text = Json.createObjectBuilder().add("type", "object").build();
    var schema = new AuditLogSchema(List.of(new AuditLogSchema.Target("thing", text)), null, text);
    int version = client.createSchema(action, schema).version();
    boolean isThere = client.schemas(action).anyMatch(it -> it.schema().equals(schema));
    return version
        + " "
        + isThere
        + " "
        + client.actions().map(AuditLogAction::name).collect(Collectors.joining(","));
  }

  @GET
  @Path("export")
  public String export() throws IOException {
    var now = Instant.parse("2026-01-15T12:00:00Z");
    var id = client.createExport(AuditLogExportRequest.of("org_1", now.minusSeconds(60), now)).id();
    client.awaitExport(id, Duration.ofSeconds(30));
    var folder = Files.createTempDirectory("export");
    return Files.readString(client.downloadExport(id, folder.resolve("export.csv")));
  }

  @GET
  @Path("organizations/{id}")
  public String organization(@PathParam("id") String id) {
    try {
      var before = client.retention(id);
      return before + " " + client.retain(id, Period.ofDays(30)) + " " + client.portalLink(id);
    } catch (AuditLogsException.NotFound e) {
      return e.status() + " " + e.requestId().isPresent();
    }
  }
}
