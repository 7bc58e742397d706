// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that survive JSON. Invariant: a number it gives is immutable, and a reader that knows
 * only IEEE doubles, as WorkOS's JavaScript does, reads exactly the digits that were meant. Pure;
 * for any thread.
 */
final class SafeNumber {
  private static final long LARGEST = (1L << 53) - 1;
  private static final int DIGITS = 15;
  private static final int EXPONENT = 300;
  // more would not fit into a text of 500, and a number that is cut is another number
  private static final int BITS = 1_600;

  private SafeNumber() {}

  /** The number, or {@code null} when only its text is safe. */
  static Number of(Number number) {
    if (number instanceof Integer) {
      return number;
    }
    if (number instanceof Byte || number instanceof Short || number instanceof AtomicInteger) {
      return number.intValue();
    }
    if (number instanceof Long || number instanceof AtomicLong) {
      return integer(number.longValue());
    }
    if (number instanceof Double real) {
      return real(real);
    }
    if (number instanceof Float real) {
      // by its digits: as bits, 0.1f would be 0.10000000149011612
      return real(Double.parseDouble(real.toString()));
    }
    // exactly these classes: a subclass may say anything
    if (number.getClass() == BigInteger.class) {
      var integer = (BigInteger) number;
      return integer.bitLength() < Long.SIZE ? integer(integer.longValue()) : null;
    }
    return number.getClass() == BigDecimal.class && isShort((BigDecimal) number) ? number : null;
  }

  /** A whole one as its digits: {@code 4.1E15} says the same, and shows nobody what it is. */
  private static Number real(double number) {
    if (number == Math.rint(number) && Math.abs(number) <= LARGEST) {
      return (long) number;
    }
    return Double.isFinite(number) ? number : null;
  }

  private static Long integer(long number) {
    return number >= -LARGEST && number <= LARGEST ? number : null;
  }

  /** A double keeps any 15 digits. */
  private static boolean isShort(BigDecimal number) {
    return number.unscaledValue().bitLength() < Long.SIZE
        && number.precision() <= DIGITS
        && Math.abs((long) number.precision() - number.scale() - 1) <= EXPONENT;
  }

  /** The digits. */
  static String text(Number number) {
    boolean isHuge =
        number instanceof BigInteger integer && integer.bitLength() > BITS
            || number instanceof BigDecimal decimal && decimal.unscaledValue().bitLength() > BITS;
    if (isHuge) {
      return Rendering.UNPRINTABLE;
    }
    boolean isReal = number instanceof Double || number instanceof Float;
    return isReal && of(number) instanceof Long whole ? whole.toString() : number.toString();
  }
}
