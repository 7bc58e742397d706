// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The receiver and the servers of a benchmark, each a process; all end with it. For any thread. */
final class Processes implements AutoCloseable {
  private static final Path TARGET = Path.of("target/bench");
  private static final Duration START = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Queue<Process> processes = new ConcurrentLinkedQueue<>();
  private final Path folder;

  /** A server that answers. */
  record Server(Process process, int port, Path folder, Duration deployed) {}

  Processes() throws IOException {
    folder = Files.createTempDirectory(TARGET, "servers").toAbsolutePath();
    // also when the build is stopped
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> processes.forEach(Process::destroyForcibly)));
  }

  /** WorkOS's address. */
  URI receiver() throws IOException {
    var process =
        start(
            folder,
            Map.of(),
            List.of(
                java(),
                // else each answer on a kept connection waits 40 ms for the delayed ACK of its head
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                Receiver.class.getName()),
            Redirect.PIPE);
    var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    return URI.create("http://127.0.0.1:" + out.readLine().strip());
  }

  static void mode(URI receiver, String mode) throws IOException, InterruptedException {
    HTTP.send(
        HttpRequest.newBuilder(receiver.resolve("/mode/" + mode)).build(),
        BodyHandlers.discarding());
  }

  /** Payara Micro with the application; returns when it answers. */
  Server server(String name, WebArchive war, Map<String, String> environment)
      throws IOException, InterruptedException {
    return server(name, file(name, war), environment, List.of("-Xmx512m"));
  }

  /** The application as a file, for several servers. */
  Path file(String name, WebArchive war) {
    var file = folder.resolve(name + ".war");
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  /** As the other, in a JVM with options; what the server unpacks is in its folder, too. */
  Server server(String name, Path file, Map<String, String> environment, List<String> options)
      throws IOException, InterruptedException {
    var base = Files.createDirectory(folder.resolve(name));
    var unpacked = Files.createDirectory(base.resolve("tmp"));
    int port = free();
    var log = base.resolve("server.log");
    var command = new ArrayList<>(List.of(java(), "-Djava.io.tmpdir=" + unpacked));
    command.addAll(options);
    command.addAll(List.of("-jar", TARGET.resolve("payara-micro.jar").toAbsolutePath().toString()));
    command.addAll(List.of("--nocluster", "--port", String.valueOf(port)));
    command.addAll(List.of("--contextroot", "/", "--deploy", file.toString()));
    var process = start(base, environment, command, Redirect.to(log.toFile()));
    long end = System.nanoTime() + START.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the server did not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return new Server(process, port, base, deployed(log));
  }

  /** As Payara Micro says itself. */
  private static Duration deployed(Path log) throws IOException {
    var said =
        Pattern.compile("deployed in ([0-9,.]+) milliseconds").matcher(Files.readString(log));
    return said.find()
        ? Duration.ofMillis(Long.parseLong(said.group(1).replaceAll("[^0-9]", "")))
        : Duration.ZERO;
  }

  /** Fails when events were parked: then something else was measured. */
  static void ensureNothingIsParked(Server server) throws IOException {
    var log = Files.readString(server.folder.resolve("server.log"));
    if (log.contains("AUDIT-024") || log.contains("AUDIT-064")) {
      throw new IOException("events were parked: " + log);
    }
  }

  static WebArchive war(Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class)
        .addClasses(classes)
        .addAsWebInfResource(
            new StringAsset(
                "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"/>"),
            "beans.xml");
  }

  /** The jar as it was built, and its one dependency. */
  static WebArchive withLibrary(WebArchive war) throws IOException {
    try (var files = Files.list(TARGET)) {
      files
          .filter(file -> file.getFileName().toString().matches("auditlogged-.*(?<!-cli)\\.jar"))
          .forEach(file -> war.addAsLibrary(file.toFile()));
    }
    return withJars(war, "sqlite-jdbc-.*");
  }

  static WebArchive withJars(WebArchive war, String names) {
    Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(file -> file.getFileName().toString().matches("(" + names + ")\\.jar"))
        .forEach(file -> war.addAsLibrary(file.toFile()));
    return war;
  }

  void stop(Server server) {
    server.process.destroyForcibly();
    processes.remove(server.process);
  }

  /** SIGKILL: nothing is tidied up; its folder is, but for the log, which goes where it is said. */
  void kill(Server server, Path log) throws IOException {
    stop(server);
    server.process.onExit().join();
    Files.move(server.folder.resolve("server.log"), log, StandardCopyOption.REPLACE_EXISTING);
    remove(server.folder);
  }

  private Process start(
      Path directory, Map<String, String> environment, List<String> command, Redirect out)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(out != Redirect.PIPE);
    builder.redirectOutput(out);
    if (out == Redirect.PIPE) {
      builder.redirectError(Redirect.DISCARD);
    }
    var process = builder.start();
    processes.add(process);
    return process;
  }

  private static boolean answers(int port) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/plain/a"));
      return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    for (var process : processes) {
      process.destroyForcibly();
    }
    for (var process : processes) {
      process.onExit().join();
    }
    remove(folder);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
