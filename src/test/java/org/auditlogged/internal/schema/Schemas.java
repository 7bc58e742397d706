// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Schemas, short to write. */
final class Schemas {
  private Schemas() {}

  static SortedMap<String, JsonType> fields(Object... namesAndTypes) {
    var fields = new TreeMap<String, JsonType>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields.put((String) namesAndTypes[i], (JsonType) namesAndTypes[i + 1]);
    }
    return fields;
  }

  static ActionSchema schema(String action, String target, SortedMap<String, JsonType> metadata) {
    return new ActionSchema(action, new TreeMap<>(Map.of(target, fields())), fields(), metadata);
  }

  static Declaration call(ActionSchema schema, String place) {
    return new Declaration(Declaration.By.CALL, "com.acme.Secrets", place, schema);
  }

  static Declaration code(ActionSchema schema, String place) {
    return new Declaration(Declaration.By.CODE, "com.acme.Jobs", place, schema);
  }
}
