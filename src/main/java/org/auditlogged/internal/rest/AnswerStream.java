// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

/**
 * Where the answer of an audited call leaves through. An ordinary answer is held back until it is
 * complete, {@value #HELD} bytes long or flushed twice, so that one that cannot be written is known
 * to have failed; an answer that the application streams passes at once, and ends when it does.
 * Invariants: no byte of an ordinary answer passes before its end was told; the bytes are those
 * that were written. For one thread at a time.
 */
final class AnswerStream extends FilterOutputStream {
  private static final int HELD = 8 * 1024;

  private final Object entity;
  private final boolean isStreamed;
  private final Answer answer;
  private ByteArrayOutputStream held;
  private boolean isFlushed;
  private boolean isClosed;
  private boolean hasLeft;

  /** Whoever wants to know how the answer ends. */
  interface Answer {
    /**
     * It could not be written; if nothing of it has left, something else may be answered.
     *
     * @return whether this is the end all the same
     */
    boolean failed(Throwable cause, boolean hasLeft);

    /** It has ended, or what has left of it is all there will be; told once or more often. */
    void ended();
  }

  /**
   * A stream for one answer.
   *
   * @param entity what is written
   */
  AnswerStream(OutputStream out, Object entity, Answer answer) {
    super(out);
    this.entity = entity;
    this.isStreamed = isStreamed(entity);
    this.answer = answer;
  }

  /** Whether it is this very entity that is written. */
  boolean isOf(Object entity) {
    return this.entity == entity;
  }

  /** Whether an entity is written bit by bit, from something that can break half way. */
  static boolean isStreamed(Object entity) {
    return entity instanceof StreamingOutput
        || entity instanceof InputStream
        || entity instanceof Reader
        || entity instanceof File
        || entity instanceof Path
        || entity instanceof BaseStream<?, ?>
        || entity instanceof Iterator<?>
        || entity instanceof Flow.Publisher<?>;
  }

  /** Lets the entity be written, and tells how that went. */
  void write(WriterInterceptorContext context) throws IOException {
    if (!isStreamed) {
      held = new ByteArrayOutputStream(128);
    }
    try {
      context.proceed();
    } catch (Throwable e) {
      if (answer.failed(own(e), hasLeft)) {
        endBeside(e);
      }
      pass();
      throw e;
    }
    answer.ended();
    pass();
  }

  /** What failed, without what the server wraps it in for itself. */
  private static Throwable own(Throwable e) {
    return e.getCause() != null && e.getClass().getName().startsWith("org.glassfish.jersey.")
        ? own(e.getCause())
        : e;
  }

  private void endBeside(Throwable thrown) {
    try {
      answer.ended();
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
    }
  }

  /** Passes what was held back, as it would have without us. */
  private void pass() throws IOException {
    if (held == null) {
      return;
    }
    var bytes = held;
    held = null;
    bytes.writeTo(out);
    if (isFlushed) {
      out.flush();
    }
    if (isClosed) {
      out.close();
    }
  }

  private void begin() throws IOException {
    if (!isStreamed) {
      answer.ended();
    }
    hasLeft = true;
    pass();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (held != null && held.size() + length <= HELD) {
      held.write(bytes, offset, length);
      return;
    }
    begin();
    out.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (held != null && !isFlushed) {
      // a writer that fails often flushes on its way out; one that flushes twice does not wait
      isFlushed = true;
      return;
    }
    begin();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (held != null) {
      isClosed = true;
      return;
    }
    answer.ended();
    out.close();
  }
}
