// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;

/** What WorkOS's document says of requests and answers that are no events. For any thread. */
public final class AdministrationSchema {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private AdministrationSchema() {}

  /**
   * What is wrong, as {@code "field code"}; empty when nothing is.
   *
   * @param name the schema's name in WorkOS's document
   * @param body the JSON
   */
  public static List<String> problems(String name, String body) {
    return FACTORY
        .getSchema(
            SchemaLocation.of(
                "classpath:org/auditlogged/support/administration.schema.json#/$defs/" + name))
        .validate(
            body,
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(EventSchema::problem)
        .toList();
  }
}
