// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.bench.app.Api;
import org.auditlogged.bench.app.OrderBook;
import org.auditlogged.bench.app.OrderResource;
import org.auditlogged.bench.app.PlainResource;
import org.auditlogged.support.Postgres;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Servers with the same application, whose rows and outbox are in one database. One that was killed
 * starts again by itself, with nothing of what it had on disk. Their logs stay in {@code
 * target/bench/nodes}. For any thread.
 */
final class Nodes implements AutoCloseable {
  private static final Path LOGS = Path.of("target/bench/nodes");
  private static final String SOURCE = "java:app/jdbc/orders";

  // there are many starts: what is compiled best comes too late for a server that soon dies
  private static final List<String> JVM =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Processes processes = new Processes();
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private final AtomicInteger starts = new AtomicInteger();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Path application;

  /** One of them; a new server each time. */
  private static final class Node {
    private CompletableFuture<Processes.Server> server;
  }

  /** Starts so many at the same time, and returns when all of them answer. */
  Nodes(int count, Postgres database, URI workos, Map<String, String> settings) throws Exception {
    Files.createDirectories(LOGS);
    environment.put("WORKOS_API_KEY", "sk_test");
    environment.put("WORKOS_MP_REST_URL", workos.toString());
    environment.put("WORKOS_ORGANIZATION_ID", "org_1");
    environment.put("AUDITLOGGED_OUTBOX_DATA_SOURCE", SOURCE);
    environment.putAll(settings);
    application = processes.file("orders", application(database));
    for (int i = 0; i < count; i++) {
      nodes.add(new Node());
    }
    try {
      nodes.forEach(this::start);
      awaitAll();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static WebArchive application(Postgres database) throws Exception {
    var war =
        Processes.withLibrary(
            Processes.war(
                Api.class,
                PlainResource.class,
                Class.forName("org.auditlogged.bench.app.Secret"),
                OrderBook.class,
                OrderResource.class));
    // what was broken off is found out by the pool alone; of one phase, because it can be told
    // whether its connections are in a transaction
    return Processes.withJars(war, "postgresql-.*")
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <data-source>
                    <name>%s</name>
                    <class-name>org.postgresql.ds.PGSimpleDataSource</class-name>
                    <server-name>%s</server-name>
                    <port-number>%d</port-number>
                    <database-name>%s</database-name>
                    <user>%s</user>
                    <password>none</password>
                    <property>
                      <name>fish.payara.is-connection-validation-required</name>
                      <value>true</value>
                    </property>
                    <property>
                      <name>fish.payara.connection-validation-method</name>
                      <value>custom-validation</value>
                    </property>
                    <property>
                      <name>fish.payara.validation-classname</name>
                      <value>org.glassfish.api.jdbc.validation.PostgresConnectionValidation</value>
                    </property>
                    <transactional>true</transactional>
                  </data-source>
                </web-app>
                """
                    .formatted(
                        SOURCE,
                        Postgres.host(),
                        Postgres.port(),
                        database.name(),
                        Postgres.user())));
  }

  private synchronized void start(Node node) {
    var name = "node" + nodes.indexOf(node) + "-" + starts.incrementAndGet();
    node.server =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return processes.server(name, application, environment, JVM);
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            },
            starters);
  }

  /** The port of one of those that are up; waits while none is. */
  int port() throws InterruptedException {
    var up = up();
    while (up.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(10);
      up = up();
    }
    return server(up.get(ThreadLocalRandom.current().nextInt(up.size()))).port();
  }

  /**
   * Kills one that is up, unless it is the last of them, and starts it again.
   *
   * @param which any number: the same one kills the same of the same
   */
  boolean kill(int which) throws IOException {
    var up = up();
    if (up.size() < 2) {
      return false;
    }
    var node = up.get(Math.floorMod(which, up.size()));
    var server = server(node);
    // callers go to it until they notice
    server.process().destroyForcibly();
    start(node);
    processes.kill(server, log(server));
    return true;
  }

  /** The ports of all of them, once all answer. */
  List<Integer> ports() {
    return nodes.stream().map(node -> server(node).port()).toList();
  }

  /** Returns when all of them answer; fails with the one that does not come up. */
  void awaitAll() {
    for (var node : nodes) {
      server(node);
    }
  }

  private synchronized List<Node> up() {
    // one that failed to start is not waited for: its failure is what port() throws
    return nodes.stream().filter(node -> node.server.isDone()).toList();
  }

  private Processes.Server server(Node node) {
    CompletableFuture<Processes.Server> server;
    synchronized (this) {
      server = node.server;
    }
    return server.join();
  }

  private static Path log(Processes.Server server) {
    return LOGS.resolve(server.folder().getFileName() + ".log");
  }

  @Override
  public void close() throws IOException {
    // first the starts under way, so that none of them adds a process later
    starters.shutdownNow();
    try (processes) {
      awaitStarters();
      for (var node : nodes) {
        if (node.server != null
            && node.server.isDone()
            && !node.server.isCompletedExceptionally()) {
          processes.kill(node.server.join(), log(node.server.join()));
        }
      }
    }
  }

  private void awaitStarters() {
    try {
      starters.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
