// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.stream.JsonGeneratorFactory;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Entry;

/**
 * Turns a fitted event into the entry that the outbox keeps. Invariant: the same event always gives
 * the same bytes. Has a JSON-P factory of its own: to look one up for each event costs more than to
 * write it. For any thread.
 */
public final class EventWriter {
  private final JsonGeneratorFactory json;

  private EventWriter(JsonGeneratorFactory json) {
    this.json = json;
  }

  /**
   * Needs the application's class loader as the thread's.
   *
   * @throws IllegalStateException when the server has no JSON-P; the text says what to add
   */
  public static EventWriter create() {
    try {
      return new EventWriter(Json.createGeneratorFactory(Map.of()));
    } catch (RuntimeException | LinkageError e) {
      // not JsonException: where the API is missing, this class could not even be linked
      throw new IllegalStateException(
          Message.MISSING_API.text(
              "JSON-P (jakarta.json) with a provider", "add one; for Quarkus, quarkus-jsonp"),
          e);
    }
  }

  public Entry write(AuditEvent fitted) {
    var body = new Utf8((int) JsonSize.of(fitted));
    try (var generator = json.createGenerator(body)) {
      new EventDocument(generator).write(fitted);
    }
    return new Entry(
        fitted.id(), fitted.organization(), fitted.action(), fitted.occurredAt(), body.bytes());
  }
}
