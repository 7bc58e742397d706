// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * WorkOS's endpoints for events and schemas, on a free port of the loopback interface: as strict
 * about bodies, keys and idempotency, and able to be down, slow or out of patience. For any thread.
 */
public final class StandIn implements AutoCloseable {
  static final String API_KEY = "sk_stand_in_00000000";
  static final String ORGANIZATION = "org_stand_in";

  private static final int LARGEST_BODY = 1 << 20;
  private static final int KEPT_EVENTS = 500;
  private static final int KEPT_KEYS = 10_000;
  private static final int THREADS = 16;
  private static final int TAKEN_PER_SECOND = 2;

  private final HttpServer server;
  private final ExecutorService executor;
  private final Duration slowness;
  private final Arrivals arrivals = new Arrivals(KEPT_EVENTS, KEPT_KEYS);
  private final SchemaBook schemas = new SchemaBook();
  private volatile Behaviour behaviour = Behaviour.UP;
  private long second;
  private int takenThisSecond;

  /**
   * Starts serving.
   *
   * @param slowness how long an answer takes in {@link Behaviour#SLOW}
   */
  StandIn(Duration slowness) {
    this.slowness = slowness;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in for WorkOS found no port on the loopback", e);
    }
    executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "workos-stand-in");
              thread.setDaemon(true);
              // json is parsed with the application's libraries
              thread.setContextClassLoader(StandIn.class.getClassLoader());
              return thread;
            });
    server.setExecutor(executor);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    var address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  Behaviour behaviour() {
    return behaviour;
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  /** The kept events after the given number, oldest first. */
  List<Arrival> after(long number) {
    return arrivals.after(number);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      var bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      if (answer.status() == 429) {
        exchange.getResponseHeaders().set("Retry-After", "1");
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    // read before anything is answered, else the connection cannot be used again
    var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    var mood = behaviour;
    if (mood == Behaviour.DOWN) {
      return Answer.of(503, "Service Unavailable");
    }
    if (mood == Behaviour.LIMITED && !withinLimit()) {
      return Answer.rateLimited();
    }
    if (mood == Behaviour.SLOW) {
      pause();
    }
    var headers = exchange.getRequestHeaders();
    if (!("Bearer " + API_KEY).equals(headers.getFirst("Authorization"))) {
      return Answer.of(401, "Unauthorized");
    }
    var method = exchange.getRequestMethod();
    var uri = exchange.getRequestURI();
    if (!method.equals("POST") || !uri.getPath().equals("/audit_logs/events")) {
      var answer = schemas.answer(method, uri.getPath(), uri.getQuery(), new String(body, UTF_8));
      return answer == null ? Answer.of(404, "Not Found") : answer;
    }
    var type = headers.getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      return Answer.of(415, "Unsupported Media Type");
    }
    if (body.length > LARGEST_BODY) {
      return Answer.of(413, "Payload Too Large");
    }
    var text = new String(body, UTF_8);
    return arrivals.answer(
        headers.getFirst("Idempotency-Key"), text, () -> EventCheck.of(text, ORGANIZATION));
  }

  private synchronized boolean withinLimit() {
    var now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      takenThisSecond = 0;
    }
    return ++takenThisSecond <= TAKEN_PER_SECOND;
  }

  private void pause() {
    try {
      Thread.sleep(slowness.toMillis());
    } catch (InterruptedException e) {
      // the server stops
      Thread.currentThread().interrupt();
    }
  }
}
