// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WorkOS on a very bad day, on bare sockets: errors, demands to slow down, connections reset before
 * and after an event was stored, answers that never come, and garbage. What it stores, it stores by
 * idempotency key. For any thread.
 */
public final class ChaosWorkOs implements AutoCloseable {

  /** What it does to a request. */
  public enum Mood {
    /** Stores and says so. */
    FINE,
    /** 500. */
    ERROR,
    /** 429 with seconds. */
    SLOW_DOWN,
    /** 429 and nothing else. */
    SLOW_DOWN_SILENTLY,
    /** Reset, nothing stored. */
    RESET_BEFORE,
    /** Stored, then reset. */
    RESET_AFTER,
    /** Stored, and the connection is closed without an answer: some clients then ask again. */
    HANG_UP,
    /** Stored, and no answer for ten seconds. */
    STALL,
    /** Stored, and an answer that is none. */
    GARBAGE,
    /** Not stored, and a page that is no answer of WorkOS's. */
    PAGE
  }

  private static final String SUCCESS = "{\"success\":true}";

  private final ServerSocket socket;
  private final Random random;
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Map<Mood, AtomicInteger> moods = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final Queue<Long> starts = new ArrayDeque<>();
  private int rate = Integer.MAX_VALUE;
  private volatile Mood always;

  private ChaosWorkOs(ServerSocket socket, long seed) {
    this.socket = socket;
    this.random = new Random(seed);
  }

  /** Starts one on a free port of the loopback address. */
  public static ChaosWorkOs start(long seed) {
    try {
      var socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      var chaos = new ChaosWorkOs(socket, seed);
      daemon(chaos::accept).start();
      return chaos;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No longer at random. */
  public ChaosWorkOs always(Mood mood) {
    always = mood;
    return this;
  }

  /** How many requests in any one second are answered with anything but 429. */
  public synchronized ChaosWorkOs rate(int perSecond) {
    rate = perSecond;
    return this;
  }

  /** How many were answered with 429. */
  public int throttled() {
    return times(Mood.SLOW_DOWN) + times(Mood.SLOW_DOWN_SILENTLY);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** The bodies by idempotency key. */
  public Map<String, byte[]> stored() {
    return stored;
  }

  /** Keys that came with more than one body. */
  public Set<String> changed() {
    return changed;
  }

  /** How often it was in this mood. */
  public int times(Mood mood) {
    return moods.getOrDefault(mood, new AtomicInteger()).get();
  }

  /** How many requests came. */
  public int requests() {
    return requests.get();
  }

  /** How many connections there were at once. */
  public int mostOpen() {
    return mostOpen.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        daemon(() -> serve(connection)).start();
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket connection) {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (connection) {
      connection.setTcpNoDelay(true);
      var in = new BufferedInputStream(connection.getInputStream());
      while (exchange(connection, in)) {
        // the next one on the same connection
      }
    } catch (IOException e) {
      // the client went away
    } finally {
      open.decrementAndGet();
    }
  }

  /** False when the connection is over. */
  private boolean exchange(Socket connection, InputStream in) throws IOException {
    var line = line(in);
    if (line == null) {
      return false;
    }
    String key = null;
    int length = 0;
    for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      var name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
      var value = header.substring(header.indexOf(':') + 1).strip();
      if (name.equals("idempotency-key")) {
        key = value;
      } else if (name.equals("content-length")) {
        length = Integer.parseInt(value);
      }
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      // whoever asked has died while it did, and did not ask
      return false;
    }
    requests.incrementAndGet();
    var before = bodies.putIfAbsent(key, body);
    if (before != null && !Arrays.equals(before, body)) {
      changed.add(key);
    }
    return answer(connection, key, body);
  }

  private boolean answer(Socket connection, String key, byte[] body) throws IOException {
    var mood = isWithinTheRate() ? always == null ? mood() : always : Mood.SLOW_DOWN;
    moods.computeIfAbsent(mood, none -> new AtomicInteger()).incrementAndGet();
    switch (mood) {
      case ERROR -> write(connection, "500 Internal Server Error", "", "{\"message\":\"oops\"}");
      case SLOW_DOWN -> write(connection, "429 Too Many", "Retry-After: 1\r\n", "{}");
      case SLOW_DOWN_SILENTLY -> write(connection, "429 Too Many", "", "{}");
      case PAGE -> write(connection, "200 OK", "", "<html>It works!</html>");
      case RESET_BEFORE -> connection.setSoLinger(true, 0);
      case RESET_AFTER -> {
        stored.putIfAbsent(key, body);
        connection.setSoLinger(true, 0);
      }
      case HANG_UP -> stored.putIfAbsent(key, body);
      case STALL -> {
        stored.putIfAbsent(key, body);
        connection.setSoTimeout(10_000);
        // ends when the client has had enough
        connection.getInputStream().read();
      }
      case GARBAGE -> {
        stored.putIfAbsent(key, body);
        var garbage = random(3);
        connection.getOutputStream().write(GARBAGE[garbage].getBytes(StandardCharsets.US_ASCII));
      }
      default -> {
        stored.putIfAbsent(key, body);
        write(connection, "200 OK", "", SUCCESS);
      }
    }
    return Set.of(Mood.FINE, Mood.ERROR, Mood.SLOW_DOWN, Mood.SLOW_DOWN_SILENTLY, Mood.PAGE)
        .contains(mood);
  }

  private static final String[] GARBAGE = {
    "\0\1\2 what is this?\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"succ",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n{]}[",
  };

  private Mood mood() {
    int dice = random(10_000);
    if (dice < 5) {
      return Mood.SLOW_DOWN;
    }
    if (dice < 10) {
      return Mood.SLOW_DOWN_SILENTLY;
    }
    if (dice < 25) {
      return Mood.STALL;
    }
    Mood[] often = {
      Mood.ERROR, Mood.RESET_BEFORE, Mood.RESET_AFTER, Mood.GARBAGE, Mood.PAGE, Mood.ERROR
    };
    return dice < 625 ? often[(dice - 25) / 100] : Mood.FINE;
  }

  private synchronized boolean isWithinTheRate() {
    if (rate == Integer.MAX_VALUE) {
      return true;
    }
    long now = System.nanoTime();
    while (!starts.isEmpty() && now - starts.peek() >= TimeUnit.SECONDS.toNanos(1)) {
      starts.poll();
    }
    return starts.size() < rate && starts.add(now);
  }

  private int random(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  private static void write(Socket connection, String status, String headers, String body)
      throws IOException {
    var text =
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, body.length(), body);
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    int each = in.read();
    if (each < 0) {
      return null;
    }
    for (; each >= 0 && each != '\n'; each = in.read()) {
      if (each != '\r') {
        line.append((char) each);
      }
    }
    return line.toString();
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "chaos-workos");
    thread.setDaemon(true);
    return thread;
  }
}
