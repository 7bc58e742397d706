// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Serves a WAR on Payara Micro until it is stopped, started by {@code mvn -Prun}.
 *
 * <p>Arguments: the server's jar, the WAR, the port, the server's working folder, the outbox
 * folder. Ends with status 1 when the port is in use, when the server ends by itself, or when it
 * does not answer in time; the server never outlives this process, nor this process the one that
 * started it.
 */
final class RunSample {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(500);

  // the passwords of its users stand on its page, so nobody but this machine may reach it
  private static final String LOOPBACK_ONLY =
      "set configs.config.server-config.network-config.network-listeners"
          + ".network-listener.http-listener.address=127.0.0.1\n";

  private RunSample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = port(args[2]);
    failIfTaken(port);
    var server = start(Path.of(args[0]), Path.of(args[1]), port, Path.of(args[3]), args[4]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    ProcessHandle.current().parent().ifPresent(p -> p.onExit().thenRun(() -> System.exit(1)));

    var address = URI.create("http://localhost:" + port + "/");
    awaitAnswer(server, address);
    System.out.printf("%nAuditLogged sample: %s (stop with Ctrl+C)%n%n", address);
    fail("the server ended by itself, status " + server.waitFor());
  }

  private static int port(String text) {
    if (text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535) {
      return Integer.parseInt(text);
    }
    throw fail("-Dport must be a number from 1 to 65535, was " + text);
  }

  // the server itself only logs that it cannot bind, and stays
  private static void failIfTaken(int port) {
    boolean taken;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      taken = true;
    } catch (IOException nobodyAnswers) {
      taken = !bindable(port);
    }
    if (taken) {
      throw fail("port " + port + " is in use; choose another, like mvn -Prun -Dport=9090");
    }
  }

  private static boolean bindable(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(Path jar, Path war, int port, Path folder, String outbox)
      throws IOException {
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    var commands = Files.writeString(folder.resolve("before-boot.txt"), LOOPBACK_ONLY);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    // a system property would win over the variable
    if (System.getenv("AUDITLOGGED_OUTBOX_DIRECTORY") == null) {
      command.add("-Dauditlogged.outbox.directory=" + outbox);
    }
    command.addAll(List.of("-jar", jar.toString(), "--nohazelcast", "--disablephonehome"));
    command.addAll(List.of("--prebootcommandfile", commands.toString(), "--port", "" + port));
    command.addAll(List.of("--contextroot", "/", "--deploy", war.toString()));
    return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
  }

  private static void awaitAnswer(Process server, URI address) throws InterruptedException {
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    var deadline = Instant.now().plus(START);
    String seen = "no connection";
    while (Instant.now().isBefore(deadline)) {
      if (server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw fail("the server ended while starting, status " + server.exitValue());
      }
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        seen = "status " + status;
      } catch (IOException e) {
        seen = e.toString();
      }
    }
    throw fail(address + " did not answer 200 within " + START + "; last seen: " + seen);
  }

  private static void stop(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }

  private static IllegalStateException fail(String why) {
    System.err.printf("%nAuditLogged sample: %s%n%n", why);
    System.exit(1);
    return new IllegalStateException(why);
  }
}
