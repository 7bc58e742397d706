// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Utf8Test {

  @Property
  void bytesAreThoseOfTheJdkHoweverTheTextIsCut(
      @ForAll("texts") String text,
      @ForAll @IntRange(max = 40) int expected,
      @ForAll @IntRange(min = 1, max = 5) int piece) {
    var unit = new Utf8(expected);
    for (int i = 0; i < text.length(); i += piece) {
      int length = Math.min(piece, text.length() - i);
      switch (i % 3) {
        case 0 -> unit.write(text.toCharArray(), i, length);
        case 1 -> unit.write(text, i, length);
        default -> text.substring(i, i + length).chars().forEach(unit::write);
      }
    }
    assertThat(unit.bytes()).isEqualTo(text.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(30),
        Arbitraries.strings()
            .withChars('\ud83d', '\ude00', 'a', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff')
            .ofMaxLength(30));
  }
}
