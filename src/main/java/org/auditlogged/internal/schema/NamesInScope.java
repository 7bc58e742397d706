// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** What expressions see of one call, by their types. Stateless. */
public final class NamesInScope {
  private static final String STAGE = "java.util.concurrent.CompletionStage";
  private static final String RESPONSE = "jakarta.ws.rs.core.Response";

  private static final JavaType ACTOR =
      KnownType.with(
          "actor",
          Map.of(
              "type",
              KnownType.TEXT,
              "id",
              KnownType.TEXT,
              "name",
              KnownType.TEXT,
              "metadata",
              KnownType.mapOf(KnownType.ANY)));
  private static final JavaType REQUEST =
      KnownType.with(
          "request",
          Map.of(
              "method",
              KnownType.TEXT,
              "path",
              KnownType.TEXT,
              "route",
              KnownType.TEXT,
              "pathParams",
              KnownType.mapOf(KnownType.TEXT),
              "queryParams",
              KnownType.mapOf(KnownType.TEXT),
              "headers",
              KnownType.mapOf(KnownType.TEXT),
              "cookies",
              KnownType.mapOf(KnownType.TEXT)));

  private NamesInScope() {}

  /**
   * The names and their types.
   *
   * @param parameters the method's, which hide the others
   * @param returned what the method returns; of nothing, anything
   */
  public static Map<String, JavaType> of(Map<String, JavaType> parameters, JavaType returned) {
    var names = new LinkedHashMap<String, JavaType>();
    names.put("result", result(returned));
    // of a class that nobody knows before it is thrown
    names.put("exception", KnownType.ANY);
    names.put("actor", ACTOR);
    names.put("request", REQUEST);
    names.putAll(parameters);
    return names;
  }

  /** What a stage completes with; what is in a response nobody knows before. */
  private static JavaType result(JavaType returned) {
    if (returned.isA(STAGE)) {
      return result(returned.argument(STAGE, 0));
    }
    return returned.isA(RESPONSE) ? KnownType.ANY : returned;
  }
}
