// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.auditlogged.support.FakeWorkOs;

/** Calls a deployed application as its clients do, and looks at what WorkOS got of it. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URL url;
  private final FakeWorkOs workos;
  private int seen;

  Client(URL url, FakeWorkOs workos) {
    // a deployment that failed does not fail the test by itself
    assertThat(url.getPath()).as("the application is deployed at").hasSizeGreaterThan(1);
    this.url = url;
    this.workos = workos;
    this.seen = workos.stored().size();
  }

  private Client(URL url, FakeWorkOs workos, int seen) {
    this.url = url;
    this.workos = workos;
    this.seen = seen;
  }

  /** Another place on the same server. */
  Client at(URL other) {
    return new Client(other, workos, seen);
  }

  HttpResponse<String> get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  HttpResponse<String> post(String path) {
    return call("POST", path, "");
  }

  HttpResponse<String> call(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("User-Agent", "it/1.0")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waiting, parked, lost. */
  String counts() {
    return get("waiting").body();
  }

  /**
   * The events of the calls since the last time, all of them: an event is in the outbox before the
   * response leaves, so once none waits there is none to come.
   */
  List<JsonObject> events() {
    await().atMost(Duration.ofSeconds(20)).until(this::counts, counts -> counts.startsWith("0 "));
    var stored = workos.stored();
    var fresh = stored.subList(seen, stored.size());
    seen = stored.size();
    return fresh;
  }

  /** The one event of the calls since the last time. */
  JsonObject event() {
    var events = events();
    assertThat(events).as("events").hasSize(1);
    return events.get(0).getJsonObject("event");
  }

  /** The events of the calls since the last time are these, whole, in any order, and no others. */
  void sees(String... expected) {
    assertThat(events())
        .extracting(event -> WholeEvent.of(event, workos))
        .containsExactlyInAnyOrder(
            Stream.of(expected).map(WholeEvent::expected).toArray(JsonObject[]::new));
  }

  static String basic(String user) {
    var both = user + ":" + Users.PASSWORD;
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
