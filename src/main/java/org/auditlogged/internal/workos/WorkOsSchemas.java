// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Json;
import org.auditlogged.internal.schema.KnownSchema;
import org.auditlogged.internal.schema.SchemaStore;
import org.auditlogged.workos.AuditLogSchema;
import org.auditlogged.workos.AuditLogSchemaVersion;
import org.auditlogged.workos.AuditLogsClient;
import org.auditlogged.workos.AuditLogsException.NotFound;

/** The schemas by the client. Holds no state; for any thread. */
public final class WorkOsSchemas implements SchemaStore {
  private final AuditLogsClient client;

  public WorkOsSchemas(AuditLogsClient client) {
    this.client = client;
  }

  @Override
  public Stream<Named> actions() {
    return client.actions().map(action -> new Named(action.name(), known(action.schema())));
  }

  @Override
  public List<KnownSchema> versions(String action) {
    try {
      return client.schemas(action).map(WorkOsSchemas::known).toList();
    } catch (NotFound e) {
      return List.of();
    }
  }

  @Override
  public KnownSchema create(ActionSchema schema) {
    try (var reader = jakarta.json.Json.createReader(new StringReader(schema.json()))) {
      return known(client.createSchema(schema.action(), AuditLogSchema.read(reader.readObject())));
    }
  }

  private static KnownSchema known(AuditLogSchemaVersion version) {
    return new KnownSchema(version.version(), Json.object(version.schema().json().toString()));
  }
}
