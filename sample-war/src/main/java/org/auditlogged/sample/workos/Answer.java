// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;

/**
 * An answer of WorkOS.
 *
 * @param status the HTTP status
 * @param body JSON
 */
record Answer(int status, String body) {
  static final Answer TAKEN = new Answer(200, "{\"success\":true}");

  static Answer of(int status, String message) {
    return new Answer(
        status, Json.createObjectBuilder().add("message", message).build().toString());
  }

  static Answer rateLimited() {
    return new Answer(
        429,
        Json.createObjectBuilder()
            .add("message", "Too many requests.")
            .add("code", "rate_limit_exceeded")
            .build()
            .toString());
  }

  /** What is malformed in a way that no schema could allow. */
  static Answer malformed(List<Problem> problems) {
    var errors = Json.createArrayBuilder();
    for (var problem : problems) {
      errors.add(
          Json.createObjectBuilder().add("code", problem.code()).add("field", problem.path()));
    }
    return refused(422, "Validation failed.", null, errors);
  }

  /** What does not fit the schema of an event. */
  static Answer invalid(List<Problem> problems) {
    var errors = Json.createArrayBuilder();
    for (var problem : problems) {
      errors.add(Json.createObjectBuilder().add("instancePath", problem.path()));
    }
    return refused(400, "Invalid Audit Log event.", "invalid_audit_log_event", errors);
  }

  private static Answer refused(int status, String message, String code, JsonArrayBuilder errors) {
    var body = Json.createObjectBuilder().add("message", message).add("errors", errors);
    if (code != null) {
      body.add("code", code);
    }
    return new Answer(status, body.build().toString());
  }

  /**
   * One thing that is wrong.
   *
   * @param code the kind of mistake
   * @param path where it is
   */
  record Problem(String code, String path) {}
}
