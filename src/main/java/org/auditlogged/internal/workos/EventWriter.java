// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.nio.charset.StandardCharsets;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Entry;

/**
 * Turns a fitted event into the entry that the outbox keeps. Invariant: the same event always gives
 * the same bytes. Has a JSON-B of its own, so that an application's settings change nothing. For
 * any thread.
 */
public final class EventWriter {
  private final Jsonb json;

  private EventWriter(Jsonb json) {
    this.json = json;
  }

  /**
   * Needs the application's class loader as the thread's.
   *
   * @throws IllegalStateException when the server has no JSON-B; the text says what to add
   */
  public static EventWriter create() {
    try {
      return new EventWriter(JsonbBuilder.create(new JsonbConfig().withNullValues(false)));
    } catch (RuntimeException | LinkageError e) {
      // not JsonbException: where the API is missing, this class could not even be linked
      throw new IllegalStateException(
          Message.MISSING_API.text(
              "JSON-B (jakarta.json.bind) with a provider",
              "add one; for Quarkus, quarkus-rest-jsonb and quarkus-rest-client-jsonb"),
          e);
    }
  }

  public Entry write(AuditEvent fitted) {
    var body = json.toJson(new EventDocument(fitted)).getBytes(StandardCharsets.UTF_8);
    return new Entry(
        fitted.id(), fitted.organization(), fitted.action(), fitted.occurredAt(), body);
  }
}
