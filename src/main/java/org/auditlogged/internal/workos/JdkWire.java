// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * By the JDK's HTTP client, for programs without a server. Invariant: each call ends within the
 * time for a connection, an answer, and its body together. For any thread.
 */
final class JdkWire implements Wire {
  private final String base;
  private final String agent;
  private final Duration patience;
  private final HttpClient client;
  private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());

  /**
   * @param base WorkOS's address
   * @param application who asks
   * @param patience how long to wait for an answer
   */
  JdkWire(URI base, String application, Duration patience) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.agent = UserAgent.of(application);
    this.patience = patience;
    // WorkOS redirects nobody; the key is not to be sent elsewhere
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Answer actions(String authorization, String after) {
    return get(authorization, "/audit_logs/actions" + page(after));
  }

  @Override
  public Answer schemas(String authorization, String action, String after) {
    return get(authorization, schemasOf(action) + page(after));
  }

  @Override
  public Answer createSchema(String authorization, String action, byte[] body) {
    return send("POST", authorization, schemasOf(action), BodyPublishers.ofByteArray(body));
  }

  @Override
  public Answer createExport(String authorization, byte[] body) {
    return send("POST", authorization, "/audit_logs/exports", BodyPublishers.ofByteArray(body));
  }

  @Override
  public Answer export(String authorization, String id) {
    return get(authorization, "/audit_logs/exports/" + encoded(id));
  }

  @Override
  public Answer retention(String authorization, String organization) {
    return get(authorization, retentionOf(organization));
  }

  @Override
  public Answer setRetention(String authorization, String organization, byte[] body) {
    return send("PUT", authorization, retentionOf(organization), BodyPublishers.ofByteArray(body));
  }

  @Override
  public Answer portalLink(String authorization, byte[] body) {
    return send("POST", authorization, "/portal/generate_link", BodyPublishers.ofByteArray(body));
  }

  private static String schemasOf(String action) {
    return "/audit_logs/actions/" + encoded(action) + "/schemas";
  }

  private static String retentionOf(String organization) {
    return "/organizations/" + encoded(organization) + "/audit_logs_retention";
  }

  private static String page(String after) {
    var first = "?limit=" + PAGE + "&order=" + ORDER;
    return after == null ? first : first + "&after=" + encoded(after);
  }

  private static String encoded(String text) {
    // that of forms, in which a space is a plus
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer get(String authorization, String place) {
    return send("GET", authorization, place, BodyPublishers.noBody());
  }

  private Answer send(String method, String authorization, String place, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + place))
            .method(method, body)
            .timeout(patience)
            .header("Authorization", authorization)
            .header("User-Agent", agent)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .build();
    try {
      return read(client.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Answer read(HttpResponse<InputStream> response) {
    byte[] body;
    try (var stream = Closing.after(patience, response.body())) {
      body = Answer.body(stream, System::nanoTime, MOST);
    } catch (IOException e) {
      body = null;
    }
    return Answer.of(
        response.statusCode(),
        body,
        name -> response.headers().firstValue(name).orElse(null),
        readers);
  }
}
