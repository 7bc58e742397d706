// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.Writer;
import java.util.Arrays;

/**
 * Characters to bytes, without what stands between them elsewhere: a stream's encoder takes 8 KB
 * for each body. Invariant: the bytes are those of {@link String#getBytes()} in UTF-8, however the
 * text was cut into pieces; half of a surrogate pair becomes {@code ?}. For one thread.
 */
final class Utf8 extends Writer {
  private static final int WIDEST = 4;

  private byte[] bytes;
  private int size;
  // half of a pair, whose other half comes with the next piece
  private char high;

  /**
   * No bytes yet.
   *
   * @param expected how many there will be; others cost a copy
   */
  Utf8(int expected) {
    bytes = new byte[expected];
  }

  @Override
  public void write(int c) {
    add((char) c);
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      add(text[i]);
    }
  }

  @Override
  public void write(String text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      add(text.charAt(i));
    }
  }

  private void add(char c) {
    if (c < 0x80 && high == 0 && size < bytes.length) {
      bytes[size++] = (byte) c;
    } else {
      other(c);
    }
  }

  private void other(char c) {
    if (high != 0) {
      char first = high;
      high = 0;
      if (Character.isLowSurrogate(c)) {
        encode(Character.toCodePoint(first, c));
        return;
      }
      encode('?');
    }
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      encode(Character.isLowSurrogate(c) ? '?' : c);
    }
  }

  private void encode(int character) {
    int width = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : WIDEST;
    if (size + width > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + WIDEST);
    }
    if (width == 1) {
      bytes[size++] = (byte) character;
      return;
    }
    // as many ones as bytes, then the first bits; six more in each of the others
    int shift = 6 * (width - 1);
    bytes[size++] = (byte) (0xf00 >> width | character >> shift);
    while (shift > 0) {
      shift -= 6;
      bytes[size++] = (byte) (0x80 | character >> shift & 0x3f);
    }
  }

  /** All of them. */
  byte[] bytes() {
    if (high != 0) {
      high = 0;
      encode('?');
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
