// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * WorkOS on a port of its own, as strict as the real one and scriptable. All state is behind its
 * own lock; for any thread.
 *
 * <p>Order for one request: hold · down · scripted answer · storage of exports · key · rate ·
 * another endpoint than that for events · size · replay · rules · store.
 */
public final class FakeWorkOs implements AutoCloseable {
  private static final String EVENTS = "/audit_logs/events";
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  static {
    // else each answer on a kept connection waits 40 ms for the delayed ACK of the one before
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<Received> requests = new ArrayList<>();
  private final Map<String, JsonObject> stored = new LinkedHashMap<>();
  private final Map<String, Integer> sendings = new HashMap<>();
  private final Queue<CannedAnswer> script = new ArrayDeque<>();
  private final FakeRate rate = new FakeRate();
  private FakeAdministration administration = new FakeAdministration();
  private String key;
  private int largest = Integer.MAX_VALUE;
  private int answersToLose;
  private boolean down;
  private CountDownLatch hold = new CountDownLatch(0);

  /**
   * One request.
   *
   * @param number counted from 1
   * @param method the method
   * @param path the path
   * @param query what follows it, or {@code null}
   * @param headers the first value of each, names in lower case
   * @param body the bytes
   * @param json the body parsed, or {@code null}
   */
  public record Received(
      int number,
      String method,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body,
      JsonObject json) {
    /** The idempotency key, or {@code null}. */
    public String idempotencyKey() {
      return headers.get("idempotency-key");
    }
  }

  private FakeWorkOs(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts one on a free port of the loopback address. */
  public static FakeWorkOs start() {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
      var threads =
          Executors.newCachedThreadPool(
              task -> {
                var thread = new Thread(task, "fake-workos");
                thread.setDaemon(true);
                return thread;
              });
      var fake = new FakeWorkOs(server, threads);
      server.createContext("/", fake::serve);
      server.setExecutor(threads);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    var address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** The next answer, whatever is asked; several queue up. Headers as name, value, name, value. */
  public synchronized FakeWorkOs answer(int status, String body, String... headers) {
    script.add(new CannedAnswer(status, body, List.of(headers)));
    return this;
  }

  /** While down, connections are cut without an answer. */
  public synchronized FakeWorkOs down(boolean down) {
    this.down = down;
    return this;
  }

  /**
   * The next so many events, or whatever else is posted, are stored, and the connection is cut
   * instead of an answer.
   */
  public synchronized FakeWorkOs loseAnswers(int count) {
    answersToLose = count;
    return this;
  }

  /** The only key that is good; without one, every {@code sk_…} is. */
  public synchronized FakeWorkOs key(String key) {
    this.key = key;
    return this;
  }

  /** How many requests in any one second are answered with anything but 429. */
  public synchronized FakeWorkOs rate(int perSecond) {
    rate.limit(perSecond);
    return this;
  }

  /** The largest body that is not answered with 413. */
  public synchronized FakeWorkOs largest(int bytes) {
    largest = bytes;
    return this;
  }

  /** From now on requests wait until the latch is open. */
  public synchronized CountDownLatch hold() {
    hold = new CountDownLatch(1);
    return hold;
  }

  /** As if it had just been started. */
  public synchronized void reset() {
    requests.clear();
    stored.clear();
    sendings.clear();
    script.clear();
    rate.reset();
    administration = new FakeAdministration();
    key = null;
    largest = Integer.MAX_VALUE;
    answersToLose = 0;
    down = false;
    hold.countDown();
  }

  /** What it has beside events. */
  public synchronized FakeAdministration administration() {
    return administration;
  }

  /** Every request, in order. */
  public synchronized List<Received> requests() {
    return List.copyOf(requests);
  }

  /** The bodies of distinct events, in the order in which they were stored first. */
  public synchronized List<JsonObject> stored() {
    return List.copyOf(stored.values());
  }

  /** The actions of the distinct events. */
  public List<String> actions() {
    return stored().stream().map(it -> it.getJsonObject("event").getString("action")).toList();
  }

  /** How often each idempotency key was sent. */
  public synchronized Map<String, Integer> sendings() {
    return Map.copyOf(sendings);
  }

  /** How many requests were answered with 429 by the rate. */
  public synchronized int throttled() {
    return rate.throttled();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var received = receive(exchange);
      await();
      var answer = judge(received);
      // closing an exchange without an answer cuts the connection
      if (answer != null) {
        answer.write(exchange, "req_" + received.number);
      }
    }
  }

  private Received receive(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    var uri = exchange.getRequestURI();
    var method = exchange.getRequestMethod();
    synchronized (this) {
      int number = requests.size() + 1;
      var received =
          new Received(number, method, uri.getPath(), uri.getQuery(), headers, body, parse(body));
      requests.add(received);
      if (received.idempotencyKey() != null) {
        sendings.merge(received.idempotencyKey(), 1, Integer::sum);
      }
      return received;
    }
  }

  private void await() {
    CountDownLatch current;
    synchronized (this) {
      current = hold;
    }
    try {
      current.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null for no answer at all. */
  private synchronized CannedAnswer judge(Received received) {
    if (down) {
      return null;
    }
    if (!script.isEmpty()) {
      return script.poll();
    }
    if (received.path.startsWith("/storage/")) {
      return administration.storage(received);
    }
    if (!isAuthorized(received.headers.getOrDefault("authorization", ""))) {
      return CannedAnswer.message(401, "Unauthorized");
    }
    if (!rate.admits()) {
      return CannedAnswer.TOO_MANY;
    }
    if (!received.method.equals("POST") || !received.path.equals(EVENTS)) {
      var answer = administration.answer(received, uri().toString());
      return received.method.equals("GET") ? answer : lostOr(answer);
    }
    if (received.body.length > largest) {
      return CannedAnswer.TOO_LARGE;
    }
    return store(received);
  }

  private CannedAnswer store(Received received) {
    var id =
        received.idempotencyKey() == null ? "none-" + stored.size() : received.idempotencyKey();
    if (!stored.containsKey(id)) {
      var problems =
          received.json == null ? List.of("body invalid") : EventSchema.problems(received.body);
      if (!problems.isEmpty()) {
        return CannedAnswer.invalid(problems);
      }
      stored.put(id, received.json);
    }
    return lostOr(CannedAnswer.SUCCESS);
  }

  private CannedAnswer lostOr(CannedAnswer answer) {
    return answersToLose > 0 && answersToLose-- > 0 ? null : answer;
  }

  private boolean isAuthorized(String header) {
    return key == null ? header.startsWith("Bearer sk_") : header.equals("Bearer " + key);
  }

  private static JsonObject parse(byte[] body) {
    try (var reader = READERS.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      return null;
    }
  }
}
