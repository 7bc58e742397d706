// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auditlogged.support.FakeWorkOs;

/**
 * The application on the runtime, in a process of its own, configured through the environment as
 * its operators would. For one thread.
 */
final class Application implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  /** What the application has to say to be there. */
  private static final String ANSWERS = "/api/trail";

  private final Server server = Server.current();
  private final FakeWorkOs workos = FakeWorkOs.start();
  private final Path base;
  private final Client client;
  private final List<String> command;
  private Process process;

  private Application(String name, List<Path> extra) throws IOException {
    base = Folders.fresh(Folders.path("runtime.folder").resolve(name));
    int port = Ports.free(1).get(0);
    client = new Client("http://127.0.0.1:" + port + server.context(), workos);
    command = server.prepare(base, port, extra);
  }

  /** Laid out, and not started. */
  static Application prepared(String name, Path... extra) {
    try {
      return new Application(name, List.of(extra));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the process, which may take a while to answer. */
  Application start(Map<String, String> environment) {
    var builder = new ProcessBuilder(command).directory(base.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("console.log").toFile()));
    var all = builder.environment();
    // nothing of a developer's own reaches it, nor it the real WorkOS
    all.keySet().removeIf(name -> name.startsWith("WORKOS_") || name.startsWith("AUDITLOGGED_"));
    all.put("JAVA_HOME", Jdk.home(server.java()).toString());
    all.put("WORKOS_MP_REST_URL", workos.uri().toString());
    all.put("AUDITLOGGED_APPLICATION", "suite");
    all.put("AUDITLOGGED_OUTBOX_MAX_SIZE", "1 MB");
    all.put("AUDITLOGGED_DELIVERY_RETRY_INITIAL", "PT0.05S");
    all.put("AUDITLOGGED_DELIVERY_RETRY_MAXIMUM", "PT0.2S");
    all.putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Waits until it answers. */
  Application awaitAnswer() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(250))
        .failFast("the process has ended", () -> !process.isAlive())
        .until(() -> client.status(ANSWERS) == 200);
    return this;
  }

  /** Waits until its log holds a text, and says whether it answers in spite of that. */
  boolean answersAfter(String text) {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> log().contains(text) || !process.isAlive() || client.status(ANSWERS) == 200);
    return client.status(ANSWERS) == 200;
  }

  /** As by {@code kill -9}. */
  void kill() {
    // the server's own process is a child of its script's
    Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
    await().atMost(START).until(() -> !process.isAlive());
    await().atMost(START).until(() -> client.status(ANSWERS) == 0);
  }

  Client client() {
    return client;
  }

  FakeWorkOs workos() {
    return workos;
  }

  Path data() {
    return server.data(base);
  }

  /** All that the server says, wherever it says it. */
  String log() {
    try (var files = Files.walk(base)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .map(Application::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException | UncheckedIOException e) {
      // a folder went away meanwhile
      return read(base.resolve("console.log"));
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    workos.close();
  }
}
