// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeNumberTest {

  @Property(tries = 500)
  void keptWholeNumberIsReadExactly(@ForAll long number) {
    var kept = SafeNumber.of(number);
    boolean isExact = BigInteger.valueOf(number).abs().bitLength() <= 53;
    assertThat(kept).isEqualTo(isExact ? number : null);
    assertThat(SafeNumber.of(BigInteger.valueOf(number))).isEqualTo(kept);
    assertThat(kept == null || (long) (double) number == number).isTrue();
  }

  @Property(tries = 500)
  void keptDecimalIsReadExactly(@ForAll BigDecimal number) {
    var kept = SafeNumber.of(number);
    if (kept != null) {
      var read = new BigDecimal(Double.toString(number.doubleValue()));
      assertThat(read).isEqualByComparingTo(number);
    } else {
      assertThat(number.precision()).isGreaterThan(15);
    }
  }

  @Property(tries = 500)
  void floatKeepsItsDigits(@ForAll float number) {
    var kept = SafeNumber.of(number);
    assertThat(kept.doubleValue()).isEqualTo(Double.parseDouble(Float.toString(number)) + 0.0);
    boolean isWhole = number == Math.rint(number) && Math.abs(number) < 0x1p53;
    assertThat(kept).isInstanceOf(isWhole ? Long.class : Double.class);
  }

  @Test
  void sixteenDigitsAreTooMany() {
    assertThat(SafeNumber.of(new BigDecimal("123456789012.345"))).isNotNull();
    assertThat(SafeNumber.of(new BigDecimal("123456789012.3456"))).isNull();
  }

  @Test
  void exponentIsBounded() {
    assertThat(SafeNumber.of(new BigDecimal("1E300"))).isEqualTo(new BigDecimal("1E300"));
    assertThat(SafeNumber.of(new BigDecimal("9.5E-300"))).isEqualTo(new BigDecimal("9.5E-300"));
    assertThat(SafeNumber.of(new BigDecimal("10E300"))).isNull();
    assertThat(SafeNumber.of(new BigDecimal("1E-2147483647"))).isNull();
    assertThat(SafeNumber.of(new BigDecimal("1E2147483647"))).isNull();
  }

  @Test
  void subclassIsNotBelieved() {
    var lying =
        new BigInteger("1") {
          private static final long serialVersionUID = 1L;

          @Override
          public int bitLength() {
            return 1;
          }

          @Override
          public String toString() {
            return "lies";
          }
        };
    assertThat(SafeNumber.of(lying)).isNull();
    assertThat(Rendering.of(lying, 500, new Cut())).isEqualTo("lies");
  }

  @Test
  void numberTooLongForATextIsNotCut() {
    assertThat(SafeNumber.text(BigInteger.TEN.pow(450))).hasSize(451);
    assertThat(SafeNumber.text(BigInteger.TEN.pow(499))).isEqualTo(Rendering.UNPRINTABLE);
    assertThat(SafeNumber.text(new BigDecimal(BigInteger.TEN.pow(499)))).isEqualTo("[unprintable]");
  }
}
