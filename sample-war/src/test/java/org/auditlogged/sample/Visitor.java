// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Calls the sample from outside, and sees there what arrived at the stand-in for WorkOS. */
final class Visitor {
  static final String ALICE = "alice:wonderland";
  static final String BOB = "bob:builder";
  static final String NOBODY = null;
  static final String CLIENT_ADDRESS = "203.0.113.7";
  static final String USER_AGENT = "Visitor/1.0";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  Visitor(URL deployed) {
    // by the loopback, from where the sample believes what a gateway says of the client
    base = "http://127.0.0.1:" + deployed.getPort() + deployed.getPath().replaceAll("/$", "");
  }

  /**
   * What was answered.
   *
   * @param status the HTTP status
   * @param body the body
   */
  record Answer(int status, String body) {
    JsonObject json() {
      return parse(body).asJsonObject();
    }
  }

  /**
   * An event as it arrived at the stand-in.
   *
   * @param key its idempotency key
   * @param raw the request's body
   * @param body the same, parsed
   */
  record Arrived(String key, String raw, JsonObject body) {
    JsonObject event() {
      return body.getJsonObject("event");
    }

    String action() {
      return event().getString("action");
    }

    String actor() {
      var actor = event().getJsonObject("actor");
      return actor.getString("type") + " " + actor.getString("id");
    }

    /** Type, id and name of each target. */
    List<String> targets() {
      return event().getJsonArray("targets").getValuesAs(JsonObject.class).stream()
          .map(t -> t.getString("type") + " " + t.getString("id") + " " + t.getString("name", "-"))
          .toList();
    }

    JsonObject metadata() {
      return event().getJsonObject("metadata");
    }

    String outcome() {
      return metadata().getString("outcome");
    }

    String location() {
      return event().getJsonObject("context").getString("location");
    }
  }

  Answer get(String path, String credentials) throws Exception {
    return send("GET", path, credentials, null);
  }

  Answer post(String path, String credentials, String body) throws Exception {
    return send("POST", path, credentials, body);
  }

  Answer send(String method, String path, String credentials, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/" + path))
            .timeout(Duration.ofSeconds(30))
            .header("User-Agent", USER_AGENT)
            .header("True-Client-IP", CLIENT_ADDRESS)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (credentials != null) {
      var encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
      request.header("Authorization", "Basic " + encoded);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** Creates a secret that no other test knows. */
  JsonObject secret() throws Exception {
    return post("secrets", ALICE, input(name(), "s3same", null)).json();
  }

  static String name() {
    return "name " + UUID.randomUUID();
  }

  static String input(String name, String value, Integer lifetime) {
    var input = Json.createObjectBuilder().add("name", name).add("value", value);
    if (lifetime != null) {
      input.add("lifetime", lifetime);
    }
    return input.build().toString();
  }

  JsonObject trail() throws Exception {
    return get("trail", NOBODY).json();
  }

  void workOs(String behaviour) throws Exception {
    send("PUT", "trail/workos", NOBODY, "{\"behaviour\":\"" + behaviour + "\"}");
  }

  /** Everything that the stand-in took and still keeps, oldest first. */
  List<Arrived> arrived() throws Exception {
    return trail().getJsonArray("arrived").getValuesAs(JsonObject.class).stream()
        .map(a -> arrived(a.getString("key"), a.getString("body")))
        .toList();
  }

  List<Arrived> arrived(Predicate<Arrived> wanted) throws Exception {
    return arrived().stream().filter(wanted).toList();
  }

  /** The one event that fits, as soon as it arrived. */
  Arrived await(Predicate<Arrived> wanted) {
    var events =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> arrived(wanted), list -> !list.isEmpty());
    if (events.size() > 1) {
      throw new AssertionError("one event expected, arrived: " + events);
    }
    return events.get(0);
  }

  /** The one event of an action on a secret, as soon as it arrived. */
  Arrived await(String action, String actor, JsonObject secret) {
    return await(action, actor, secret.getString("id"));
  }

  /** The one event of an action on a target that is called so, as soon as it arrived. */
  Arrived await(String action, String actor, String target) {
    return await(
        e ->
            e.action().equals(action)
                && e.actor().equals(actor)
                && e.targets().stream().anyMatch(t -> t.contains(target)));
  }

  private static Arrived arrived(String key, String raw) {
    return new Arrived(key, raw, parse(raw).asJsonObject());
  }

  private static JsonStructure parse(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.read();
    }
  }
}
