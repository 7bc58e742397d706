// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What WorkOS's document demands of the body of an event. For any thread. */
public final class EventSchema {
  private static final JsonSchema SCHEMA = read();

  private EventSchema() {}

  /** What is wrong, as {@code "field code"}; empty when nothing is. */
  public static List<String> problems(byte[] body) {
    return SCHEMA
        .validate(
            new String(body, StandardCharsets.UTF_8),
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(EventSchema::problem)
        .toList();
  }

  static String problem(ValidationMessage message) {
    var at = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
    at = at.replaceAll("\\[([0-9]+)\\]", ".$1").replaceAll("\\['([^']*)'\\]", ".$1");
    var property = message.getProperty() == null ? "" : "." + message.getProperty();
    return (at + property).replaceFirst("^\\.", "") + " " + message.getType();
  }

  private static JsonSchema read() {
    try (var stream = EventSchema.class.getResourceAsStream("event.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
