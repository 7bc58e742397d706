// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.auditlogged.workos.AuditLogsException.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CsvDownloadTest {
  private static final byte[] LARGE = new byte[3 << 20];

  @TempDir Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CsvDownload unit = new CsvDownload(Duration.ofSeconds(30));
  private HttpServer server;
  private Path file;

  interface Answer {
    void write(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("export.csv");
    Files.writeString(file, "old");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private URI answering(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          // not closed when it fails: that would end the answer well
          answer.write(exchange);
          exchange.close();
        });
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x?signature=abc");
  }

  private void nothingIsDone() throws IOException {
    assertThat(file).hasContent("old");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void wholeFileTakesThePlaceOfTheOldOneAndIsItsOwners() throws IOException {
    var url =
        answering(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(LARGE);
            });
    assertThat(unit.to(file, url)).isTrue();
    assertThat(file).hasBinaryContent(LARGE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void emptyExportIsAnEmptyFile() throws IOException {
    assertThat(unit.to(file, answering(exchange -> exchange.sendResponseHeaders(200, -1))))
        .isTrue();
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void addressThatGrewOldIsTold(int status) throws IOException {
    assertThat(unit.to(file, answering(exchange -> exchange.sendResponseHeaders(status, -1))))
        .isFalse();
    nothingIsDone();
  }

  @Test
  void anotherAnswerIsUnavailable() throws IOException {
    var url = answering(exchange -> exchange.sendResponseHeaders(503, -1));
    assertThatThrownBy(() -> unit.to(file, url))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the storage of exports: answered 503");
    nothingIsDone();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 6 << 20})
  void partIsNoFile(long announced) throws IOException {
    var url =
        answering(
            exchange -> {
              exchange.sendResponseHeaders(200, announced);
              exchange.getResponseBody().write(LARGE);
              exchange.getResponseBody().flush();
              throw new IOException("the end");
            });
    assertThatThrownBy(() -> unit.to(file, url))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("the storage of exports: connection broken: ");
    nothingIsDone();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 6 << 20})
  void answerThatDoesNotEndIsGivenUp(long announced) throws IOException {
    var url =
        answering(
            exchange -> {
              exchange.sendResponseHeaders(200, announced);
              exchange.getResponseBody().write(LARGE);
              exchange.getResponseBody().flush();
              stall();
            });
    var impatient = new CsvDownload(Duration.ofMillis(300));
    assertThatThrownBy(() -> impatient.to(file, url))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the storage of exports: no answer in time");
    nothingIsDone();
  }

  private void stall() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/x?signature=abc", "x?signature=abc", "http:///x"})
  void addressThatIsNoneIsNotPrinted(String url) throws IOException {
    assertThatThrownBy(() -> unit.to(file, URI.create(url)))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the storage of exports: its address is none");
    nothingIsDone();
  }

  @Test
  void folderThatIsNotThereIsTheCallersMatter() {
    var url = answering(exchange -> exchange.sendResponseHeaders(200, -1));
    assertThatThrownBy(() -> unit.to(folder.resolve("none/export.csv"), url))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void interruptEndsTheDownload() throws IOException {
    var url =
        answering(
            exchange -> {
              stall();
              exchange.sendResponseHeaders(200, -1);
            });
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> unit.to(file, url))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the storage of exports: interrupted");
    assertThat(Thread.interrupted()).isTrue();
    nothingIsDone();
  }
}
