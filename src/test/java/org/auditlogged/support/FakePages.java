// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts lists into pages as WorkOS does; an entry's id is its place. Pure. */
final class FakePages {
  private FakePages() {}

  /**
   * The page that a query asks for.
   *
   * @param newestFirst all there is
   * @param query of the request, or {@code null}
   * @param largest the most on a page, whatever is asked for
   */
  static CannedAnswer page(List<JsonObject> newestFirst, String query, int largest) {
    var asked = parameters(query);
    int limit = Integer.parseInt(asked.getOrDefault("limit", "10"));
    if (limit < 1 || limit > 100 || !asked.getOrDefault("order", "desc").equals("desc")) {
      return CannedAnswer.message(422, "limit or order is wrong: " + query);
    }
    int from = asked.containsKey("after") ? Integer.parseInt(asked.get("after").substring(3)) : 0;
    int to = Math.min(newestFirst.size(), from + Math.min(limit, largest));
    var metadata = Json.createObjectBuilder().addNull("before");
    if (to < newestFirst.size()) {
      metadata.add("after", "at_" + to);
    } else {
      metadata.addNull("after");
    }
    var data = Json.createArrayBuilder(newestFirst.subList(from, to));
    return CannedAnswer.json(
        200,
        Json.createObjectBuilder()
            .add("object", "list")
            .add("data", data)
            .add("list_metadata", metadata)
            .build());
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var each : query == null ? new String[0] : query.split("&")) {
      var parts = each.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    return parameters;
  }
}
