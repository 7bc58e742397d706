// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One answer of {@link FakeWorkOs}.
 *
 * @param status the status
 * @param body the body
 * @param headers name, value, name, value
 */
record CannedAnswer(int status, String body, List<String> headers) {
  static final CannedAnswer SUCCESS = new CannedAnswer(200, "{\"success\":true}", List.of());
  static final CannedAnswer TOO_LARGE =
      new CannedAnswer(413, "<html>413</html>", List.of("Content-Type", "text/html"));
  static final CannedAnswer TOO_MANY =
      new CannedAnswer(
          429,
          "{\"message\":\"Too many requests.\",\"code\":\"rate_limit_exceeded\"}",
          List.of("Retry-After", "1"));

  static CannedAnswer json(int status, JsonObject body) {
    return new CannedAnswer(status, body.toString(), List.of());
  }

  static CannedAnswer message(int status, String text) {
    var body = Json.createObjectBuilder().add("message", text).build();
    return new CannedAnswer(status, body.toString(), List.of());
  }

  /** Problems as {@code "field code"}. */
  static CannedAnswer invalid(List<String> problems) {
    var errors = Json.createArrayBuilder();
    for (var problem : problems) {
      int space = problem.lastIndexOf(' ');
      errors.add(
          Json.createObjectBuilder()
              .add("field", problem.substring(0, space))
              .add("code", problem.substring(space + 1)));
    }
    var body =
        Json.createObjectBuilder().add("message", "Validation failed.").add("errors", errors);
    return new CannedAnswer(422, body.build().toString(), List.of());
  }

  void write(HttpExchange exchange, String requestId) throws IOException {
    for (int i = 0; i < headers.size(); i += 2) {
      exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
    }
    exchange.getResponseHeaders().add("X-Request-ID", requestId);
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
