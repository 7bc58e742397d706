// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.auditlogged.support.FakeWorkOs;

/** Calls the application as its clients do, and looks at what WorkOS got of it. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address;
  private final FakeWorkOs workos;
  private int seen;

  Client(String address, FakeWorkOs workos) {
    this.address = address;
    this.workos = workos;
  }

  HttpResponse<String> get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  HttpResponse<String> post(String path) {
    return call("POST", path, "");
  }

  HttpResponse<String> call(String method, String path, String body, String... headers) {
    try {
      return HTTP.send(
          request(method, "/api/" + path, body, headers), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The status of an answer, 0 when there is none. */
  int status(String path) {
    try {
      return HTTP.send(request("GET", path, null), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(30))
            .header("User-Agent", "suite/1.0")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** Waiting, parked, lost. */
  String counts() {
    return get("trail").body();
  }

  /**
   * The events of the calls since the last time, all of them: an event is in the outbox before the
   * response leaves, so once none waits there is none to come.
   */
  List<JsonObject> events() {
    await().atMost(Duration.ofSeconds(60)).until(this::counts, counts -> counts.startsWith("0 "));
    var stored = workos.stored();
    var fresh = stored.subList(seen, stored.size());
    seen = stored.size();
    return fresh.stream().map(body -> body.getJsonObject("event")).toList();
  }

  /** The one event of the calls since the last time. */
  JsonObject event() {
    var events = events();
    assertThat(events).as("events").hasSize(1);
    return events.get(0);
  }

  /** The one event of the calls since the last time, which may come after their answers. */
  JsonObject eventLater() {
    await().atMost(Duration.ofSeconds(20)).until(() -> workos.stored().size() > seen);
    return event();
  }
}
