// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stream of the JDK's HTTP client that closes itself when time is up: that client limits the time
 * until an answer begins, not until it ends. Invariant: no read lasts beyond that time. For one
 * reading thread.
 */
final class Closing extends FilterInputStream {
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private Closing(InputStream stream) {
    super(stream);
  }

  static Closing after(Duration limit, InputStream stream) {
    var closing = new Closing(stream);
    closing
        .end
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, late) -> closing.closeStream());
    return closing;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** A stream that was closed meanwhile may fail, or say that it is at its end. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = super.read(bytes, offset, length);
      check();
      return read;
    } catch (IOException e) {
      check();
      throw e;
    }
  }

  private void check() throws HttpTimeoutException {
    if (end.isCompletedExceptionally()) {
      throw new HttpTimeoutException("not read in time");
    }
  }

  @Override
  public void close() {
    end.complete(null);
  }

  private void closeStream() {
    try {
      in.close();
    } catch (IOException e) {
      // it is given up anyway
      return;
    }
  }
}
