// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
  private static final StreamingOutput STREAMED = out -> {};

  /** What the server saw, and when the event was made among it. */
  private final List<String> seen = new ArrayList<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private final OutputStream server =
      new OutputStream() {
        @Override
        public void write(int b) {
          bytes.write(b);
          saw("bytes");
        }

        @Override
        public void flush() {
          saw("flush");
        }

        @Override
        public void close() {
          saw("close");
        }
      };

  @Test
  void theEventIsMadeBeforeTheFirstByteLeaves() throws IOException {
    var stream = stream("entity");
    stream.write(writing(stream, out -> out.write("answer".getBytes())));

    assertThat(seen).containsExactly("end", "bytes");
    assertThat(bytes).hasToString("answer");
  }

  @Test
  void ofALongAnswerItIsMadeBeforeTheFirstByteTooButNotLater() throws IOException {
    var stream = stream("entity");
    stream.write(
        writing(
            stream,
            out -> {
              out.write(new byte[8 * 1024]);
              assertThat(seen).isEmpty();
              out.write(1);
              assertThat(seen).containsExactly("end", "bytes");
            }));
    assertThat(bytes.size()).isEqualTo(8 * 1024 + 1);
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailureAndLeavesAsItWouldHave() {
    var stream = stream("entity");
    assertThatThrownBy(
            () ->
                stream.write(
                    writing(
                        stream,
                        out -> {
                          out.write('{');
                          out.flush();
                          throw new IllegalStateException("lazy");
                        })))
        .isInstanceOf(IllegalStateException.class);

    assertThat(seen)
        .containsExactly(
            "failure java.lang.IllegalStateException, nothing has left", "bytes", "flush");
    assertThat(bytes).hasToString("{");
  }

  @Test
  void aStreamedAnswerPassesAtOnceAndItsEventIsMadeAtItsEnd() throws IOException {
    var stream = stream(STREAMED);
    stream.write(
        writing(
            stream,
            out -> {
              out.write(1);
              out.flush();
              assertThat(seen).containsExactly("bytes", "flush");
            }));

    assertThat(seen).containsExactly("bytes", "flush", "end");
  }

  @Test
  void aStreamedAnswerThatBreaksIsAFailure() {
    var stream = stream(STREAMED);
    assertThatThrownBy(
            () ->
                stream.write(
                    writing(
                        stream,
                        out -> {
                          out.write(1);
                          throw new IOException("gone");
                        })))
        .isInstanceOf(IOException.class);

    assertThat(seen).containsExactly("bytes", "failure java.io.IOException", "end");
  }

  @Test
  void whatAWriterFlushesAndClosesIsFlushedAndClosedAfterItsBytes() throws IOException {
    var stream = stream("entity");
    stream.write(
        writing(
            stream,
            out -> {
              out.write(1);
              out.flush();
              out.close();
            }));

    assertThat(seen).containsExactly("end", "bytes", "flush", "close");
  }

  @Test
  void aWriterThatFlushesAgainAndAgainIsNotHeldBack() throws IOException {
    var stream = stream("entity");
    stream.write(
        writing(
            stream,
            out -> {
              out.write(1);
              out.flush();
              assertThat(seen).isEmpty();
              out.write(2);
              out.flush();
              assertThat(seen).containsExactly("end", "bytes", "flush");
            }));
    assertThat(bytes.toByteArray()).containsExactly(1, 2);
  }

  @Test
  void withoutAnInterceptorTheFirstByteOrTheCloseIsTheEnd() throws IOException {
    stream("entity").write(1);
    assertThat(seen).containsExactly("end", "bytes");

    seen.clear();
    stream(STREAMED).close();
    assertThat(seen).containsExactly("end", "close");

    seen.clear();
    stream("entity").flush();
    assertThat(seen).containsExactly("end", "flush");
  }

  @Test
  void theInterceptorFindsItBehindTheStreamOfAServerThatHasOneOfItsOwn() throws IOException {
    var stream = stream("entity");
    var properties = new HashMap<String, Object>();
    AnswerInterceptor.expect(request(properties), stream);

    new AnswerInterceptor().aroundWriteTo(written("entity", properties, stream));
    assertThat(seen).containsExactly("end", "bytes");

    seen.clear();
    // of a request that shares its properties with that one
    new AnswerInterceptor().aroundWriteTo(written("another", properties, server));
    assertThat(seen).containsExactly("bytes");
  }

  @Test
  void aRequestThatWasTakenBackExpectsNothing() {
    AnswerInterceptor.expect(request(Map.of()), stream("entity"));
    assertThat(seen).isEmpty();
  }

  private static ContainerRequestContext request(Map<String, Object> properties) {
    return (ContainerRequestContext)
        Proxy.newProxyInstance(
            AnswerStreamTest.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (proxy, method, arguments) -> {
              // of a map that cannot be changed: as from a server that is done with the request
              properties.put((String) arguments[0], arguments[1]);
              return null;
            });
  }

  private static WriterInterceptorContext written(
      Object entity, Map<String, Object> properties, OutputStream to) {
    return (WriterInterceptorContext)
        Proxy.newProxyInstance(
            AnswerStreamTest.class.getClassLoader(),
            new Class<?>[] {WriterInterceptorContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "getOutputStream":
                  return new ByteArrayOutputStream();
                case "getProperty":
                  return properties.get(arguments[0]);
                case "getEntity":
                  return entity;
                default:
                  to.write(1);
                  return null;
              }
            });
  }

  @Test
  void ofAnEventThatCannotBeKeptTheCallerOfAStreamIsTold() {
    var stream =
        new AnswerStream(
            server,
            STREAMED,
            new AnswerStream.Answer() {
              @Override
              public boolean failed(Throwable cause, boolean hasLeft) {
                return true;
              }

              @Override
              public void ended() {
                throw new IllegalStateException("not kept");
              }
            });
    assertThatThrownBy(() -> stream.write(writing(stream, out -> out.write(1))))
        .hasMessage("not kept");
    assertThatThrownBy(
            () ->
                stream.write(
                    writing(
                        stream,
                        out -> {
                          out.write(1);
                          throw new IOException("own");
                        })))
        .hasMessage("own")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Property
  void theBytesAreThoseThatWereWritten(
      @ForAll boolean isStreamed,
      @ForAll @Size(max = 12) List<@IntRange(max = 9_000) Integer> pieces) {
    seen.clear();
    bytes.reset();
    var expected = new ByteArrayOutputStream();
    var random = new Random(7);
    var stream = stream(isStreamed ? STREAMED : "entity");
    try {
      stream.write(
          writing(
              stream,
              out -> {
                for (int length : pieces) {
                  var piece = new byte[length];
                  random.nextBytes(piece);
                  expected.write(piece);
                  out.write(piece);
                }
              }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(bytes.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(seen).contains("end");
  }

  private AnswerStream stream(Object entity) {
    return new AnswerStream(
        server,
        entity,
        new AnswerStream.Answer() {
          @Override
          public boolean failed(Throwable cause, boolean hasLeft) {
            saw("failure " + cause.getClass().getName() + (hasLeft ? "" : ", nothing has left"));
            return hasLeft;
          }

          @Override
          public void ended() {
            saw("end");
          }
        });
  }

  private void saw(String what) {
    if (!seen.contains(what)) {
      seen.add(what);
    }
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static WriterInterceptorContext writing(AnswerStream stream, Writing writing) {
    return (WriterInterceptorContext)
        Proxy.newProxyInstance(
            AnswerStreamTest.class.getClassLoader(),
            new Class<?>[] {WriterInterceptorContext.class},
            (proxy, method, arguments) -> {
              writing.to(stream);
              return null;
            });
  }
}
