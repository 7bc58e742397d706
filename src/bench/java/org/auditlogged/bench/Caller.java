// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that asks for the same again and again. It does as little as can be, because it
 * shares the processor with the server that is measured. For one thread.
 */
final class Caller implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  private final int port;
  private final byte[] request;
  private Socket socket;
  private InputStream in;

  Caller(int port, String path) {
    this(port, "GET " + path, "");
  }

  private Caller(int port, String what, String headers) {
    this.port = port;
    this.request =
        (what + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\n" + headers + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** What is asked for changes something: it is never sent twice, and has no body. */
  static Caller posting(int port, String path) {
    return new Caller(port, "POST " + path, "Content-Length: 0\r\n");
  }

  /** The status; after a failure the next call has a connection of its own. */
  int call() throws IOException {
    try {
      return exchange();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private int exchange() throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request);
    var statusLine = line();
    int length = 0;
    boolean chunked = false;
    boolean closes = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.equals("transfer-encoding: chunked");
      closes |= lower.equals("connection: close");
    }
    if (chunked) {
      int size = -1;
      while (size != 0) {
        size = Integer.parseInt(line().strip(), 16);
        in.skipNBytes(size);
        line();
      }
    } else {
      in.skipNBytes(length);
    }
    if (closes) {
      close();
    }
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  private String line() throws IOException {
    var text = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
