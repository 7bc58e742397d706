// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BodyTeeTest {
  private static final BodyTee.Copy IGNORED = (bytes, from, count) -> {};

  /** One thing that a reader does. */
  private record Step(char what, int size) {
    /** What it sees of it. */
    Object on(InputStream in) throws IOException {
      switch (what) {
        case 'r':
          return in.read();
        case 'a':
          return in.available();
        case 's':
          return in.skip(size);
        case 'm':
          in.mark(1_000);
          return in.markSupported();
        case 'b':
          in.reset();
          return 0;
        default:
          var bytes = new byte[size + 2];
          return in.read(bytes, 1, size) + Arrays.toString(bytes);
      }
    }
  }

  @Property
  void aReaderSeesWhatItWouldSeeWithoutAndTheCopyIsWhatItRead(
      @ForAll("entities") byte[] entity, @ForAll("steps") List<Step> steps) throws IOException {
    var copy = new ByteArrayOutputStream();
    var plain = new ByteArrayInputStream(entity);
    var tee = new BodyTee(new ByteArrayInputStream(entity), copy::write);
    int farthest = 0;
    for (var step : steps) {
      assertThat(step.on(tee)).as("%s", step).isEqualTo(step.on(plain));
      farthest = Math.max(farthest, entity.length - plain.available());
    }
    assertThat(copy.toByteArray()).isEqualTo(Arrays.copyOf(entity, farthest));
  }

  @Test
  void theWholeEntityIsReadWhateverItsSize() throws IOException {
    var entity = new byte[1_000_000];
    Arrays.fill(entity, (byte) '7');
    var tee = new BodyTee(new ByteArrayInputStream(entity), IGNORED);
    assertThat(tee.readAllBytes()).isEqualTo(entity);
    assertThat(tee.read()).isEqualTo(-1);
  }

  @Test
  void whatFailsBelowFailsForTheReader() throws IOException {
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public void close() throws IOException {
            throw new IOException("closed");
          }
        };
    var tee = new BodyTee(failing, IGNORED);
    assertThatThrownBy(tee::read).isInstanceOf(IOException.class).hasMessage("gone");
    assertThatThrownBy(() -> tee.read(new byte[3])).isInstanceOf(IOException.class);
    assertThatThrownBy(tee::close).isInstanceOf(IOException.class).hasMessage("closed");
    assertThat(tee.markSupported()).isFalse();
    assertThatThrownBy(tee::reset).isInstanceOf(IOException.class);
  }

  @Provide
  Arbitrary<byte[]> entities() {
    return Arbitraries.strings().withCharRange('0', '9').ofMaxLength(40).map(String::getBytes);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of('r', 'a', 's', 'm', 'b', 'p', 'p', 'p'),
            Arbitraries.integers().between(0, 12))
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }
}
