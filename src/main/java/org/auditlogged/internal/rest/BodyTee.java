// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.auditlogged.internal.capture.RequestBody;
import org.auditlogged.internal.capture.Routes;

/**
 * Lets the resource read the entity of a request, and keeps a copy of what it reads. Invariant:
 * nothing is read that the resource does not read, so a slow or endless entity is nobody's but the
 * resource's; every byte, mark and exception is that of the stream below. For one thread at a time.
 */
final class BodyTee extends InputStream {
  private final InputStream in;
  private final Copy copy;
  // where the reader is, where it may go back to, and how far the copy goes
  private long position;
  private long marked;
  private long copied;

  /** Gets the bytes in their order, each once. */
  interface Copy {
    void keep(byte[] bytes, int from, int count);
  }

  BodyTee(InputStream in, Copy copy) {
    this.in = in;
    this.copy = copy;
  }

  /** From now on the entity is copied, when it is JSON; a larger one than is looked into is not. */
  static Optional<RequestBody> put(ContainerRequestContext request, Routes routes) {
    try {
      var type = request.getMediaType();
      var entity = request.getEntityStream();
      if (type == null
          || entity == null
          || !RequestBody.isJson(type.getType(), type.getSubtype())) {
        return Optional.empty();
      }
      var body = routes.body(type.getParameters().get(MediaType.CHARSET_PARAMETER));
      if (request.getLength() > RequestBody.MOST) {
        body.tooLarge();
      } else {
        request.setEntityStream(new BodyTee(entity, body::keep));
      }
      return Optional.of(body);
    } catch (RuntimeException e) {
      // what the request says of its entity cannot be read; the resource will be told the same
      return Optional.empty();
    }
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      copy(new byte[] {(byte) next}, 0, 1);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      copy(bytes, offset, count);
    }
    return count;
  }

  private void copy(byte[] bytes, int offset, int count) {
    // what was read before, and then gone back over, is there already
    int known = (int) Math.min(count, copied - position);
    position += count;
    if (known < count) {
      copy.keep(bytes, offset + known, count - known);
      copied = position;
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public boolean markSupported() {
    return in.markSupported();
  }

  @Override
  public synchronized void mark(int limit) {
    in.mark(limit);
    marked = position;
  }

  @Override
  public synchronized void reset() throws IOException {
    in.reset();
    position = marked;
  }
}
