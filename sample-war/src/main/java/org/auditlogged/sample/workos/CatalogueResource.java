// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auditlogged.workos.AuditLogsClient;
import org.auditlogged.workos.AuditLogsException;

/** The actions of this application, as the compiler found them, and what WorkOS knows of them. */
@Path("catalogue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {
  private static final String COMPILED = "META-INF/auditlogged/schemas.json";

  @Inject private AuditLogsClient workOs;

  /**
   * All actions.
   *
   * @param actions in order of their names
   * @param obstacle why WorkOS could not be asked, or {@code null}
   */
  public record Catalogue(List<Action> actions, String obstacle) {}

  /**
   * One action.
   *
   * @param name its name
   * @param targets the types of its targets
   * @param metadata the metadata of its events, but for what every event has
   * @param version the version that WorkOS has, or {@code null}
   */
  public record Action(String name, List<String> targets, List<String> metadata, Integer version) {}

  /** What the code says, beside what WorkOS knows. */
  @GET
  public Catalogue catalogue() throws IOException {
    Map<String, Integer> versions = new HashMap<>();
    String obstacle = null;
    try (var actions = workOs.actions()) {
      actions.forEach(each -> versions.putIfAbsent(each.name(), each.schema().version()));
    } catch (AuditLogsException e) {
      obstacle = e.getMessage();
    }
    var compiled = compiled();
    var automatic = texts(compiled, "automatic");
    return new Catalogue(
        compiled.getJsonArray("actions").getValuesAs(JsonObject.class).stream()
            .map(each -> action(each, automatic, versions))
            .toList(),
        obstacle);
  }

  private static Action action(
      JsonObject action, List<String> automatic, Map<String, Integer> versions) {
    var name = action.getString("action");
    var schema = action.getJsonObject("schema");
    var metadata = schema.getJsonObject("metadata").getJsonObject("properties").keySet();
    return new Action(
        name,
        schema.getJsonArray("targets").getValuesAs(JsonObject.class).stream()
            .map(target -> target.getString("type"))
            .toList(),
        metadata.stream()
            .filter(each -> !automatic.contains(each) && !each.equals("truncated"))
            .toList(),
        versions.get(name));
  }

  private static List<String> texts(JsonObject parent, String name) {
    return parent.getJsonArray(name).getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .toList();
  }

  private static JsonObject compiled() throws IOException {
    var loader = CatalogueResource.class.getClassLoader();
    try (var stream = loader.getResourceAsStream(COMPILED);
        var reader = Json.createReader(stream)) {
      return reader.readObject();
    }
  }
}
