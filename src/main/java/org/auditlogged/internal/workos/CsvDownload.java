// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.auditlogged.workos.AuditLogsException.Said;
import org.auditlogged.workos.AuditLogsException.Unavailable;

/**
 * Fetches a CSV from where WorkOS stores exports. Invariants: no key goes there; the file is the
 * old one or the whole new one, never a part; nothing of the address, which is a key itself, stands
 * in a text. By the JDK's HTTP client, because a REST client is bound to one address. For any
 * thread.
 */
final class CsvDownload {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Duration limit;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * @param limit how long it may take until the answer begins, and again until all of it is there
   */
  CsvDownload(Duration limit) {
    this.limit = limit;
  }

  /**
   * Downloads.
   *
   * @return whether it is there; {@code false} when the storage says that the address is none, or
   *     none any more
   * @throws Unavailable when it is not read whole
   * @throws IOException when the file cannot be written
   */
  boolean to(Path file, URI url) throws IOException {
    var target = file.toAbsolutePath();
    // beside the target, because only within a file system a move is atomic; its owner's only
    var part = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
    try {
      boolean isThere = read(url, part);
      if (isThere) {
        force(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return isThere;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private boolean read(URI url, Path part) throws IOException {
    try (var file = Files.newOutputStream(part)) {
      return read(url, file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean read(URI url, OutputStream file) {
    try {
      var response = client.send(request(url), BodyHandlers.ofInputStream());
      try (var stream = Closing.after(limit, response.body())) {
        int status = response.statusCode();
        if (status == 200) {
          copy(stream, file);
        } else if (status != 403 && status != 404 && status != 410) {
          throw unavailable("answered " + status);
        }
        return status == 200;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    } catch (IOException e) {
      throw unavailable(Reason.of(e));
    }
  }

  private HttpRequest request(URI url) {
    try {
      return HttpRequest.newBuilder(url).timeout(limit).build();
    } catch (IllegalArgumentException e) {
      // its text holds the address
      throw unavailable("its address is none");
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var bytes = new byte[1 << 16];
    for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
      write(to, bytes, length);
    }
  }

  /** Tells a disk that fails from a connection that does. */
  private static void write(OutputStream to, byte[] bytes, int length) {
    try {
      to.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Unavailable unavailable(String why) {
    return new Unavailable("the storage of exports: " + why, Said.NOTHING);
  }
}
