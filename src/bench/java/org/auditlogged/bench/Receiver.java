// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A WorkOS that takes any event, in a process of its own. {@code /mode/…} says how: after so many
 * milliseconds, {@code down}, which cuts connections, or {@code hang}, which answers when the mode
 * changes. Prints its port. For any thread.
 */
final class Receiver {
  private static final byte[] TAKEN = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);

  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(4);
  private final Queue<HttpExchange> hanging = new ConcurrentLinkedQueue<>();
  private volatile String mode = "0";

  private Receiver() {}

  public static void main(String[] arguments) throws IOException {
    var receiver = new Receiver();
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/mode/", receiver::change);
    server.createContext("/", receiver::receive);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void change(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    mode = path.substring(path.lastIndexOf('/') + 1);
    for (var each = hanging.poll(); each != null; each = hanging.poll()) {
      each.close();
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    switch (mode) {
      case "down" -> exchange.close();
      case "hang" -> hanging.add(exchange);
      case "0" -> answer(exchange);
      default ->
          later.schedule(() -> answer(exchange), Long.parseLong(mode), TimeUnit.MILLISECONDS);
    }
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, TAKEN.length);
      exchange.getResponseBody().write(TAKEN);
    } catch (IOException e) {
      // whoever asked is gone
    }
  }
}
