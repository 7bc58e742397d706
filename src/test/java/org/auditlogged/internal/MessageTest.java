// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

  @Test
  void beginsWithItsNumber() {
    assertThat(Message.RESUMED.text()).isEqualTo("AUDIT-023 delivery goes on");
  }

  @Test
  void numbersAreGivenOnce() {
    assertThat(Stream.of(Message.values()).map(m -> m.row().substring(0, 11)))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatAClientSentCannotEndTheLine() {
    var text =
        Message.DISABLED.text()
            + Message.HALTED.text("a\r\nAUDIT-040 forged\u2028\u0085\u001b[31m");
    assertThat(text)
        .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u0085]")
        .contains("a  AUDIT-040 forged");
  }

  @Test
  void textIsNeverTakenForAFormat() {
    assertThat(Message.HALTED.text("100%s of %n"))
        .isEqualTo(
            "AUDIT-020 delivery is halted: 100%s of %n; events are kept, and delivery starts again"
                + " by itself");
  }

  @Test
  void problemsAreOneALine() {
    assertThat(
            Message.BAD_CONFIGURATION.text(
                "2 values are", new Lines(List.of("a\nb", "c\u001b[31m\r\u2028\u202e"))))
        .isEqualTo("AUDIT-001 2 values are wrong in the configuration:\n  - a b\n  - c [31m   ");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.0 s",
    "PT0.355S, 0.4 s",
    "PT9.99S, 10.0 s",
    "PT10S, 10 s",
    "PT119S, 119 s",
    "PT5M, 5 min",
    "PT1H, 60 min"
  })
  void timesAreForPeople(Duration duration, String shown) {
    assertThat(Message.THROTTLED.text(duration))
        .isEqualTo("AUDIT-026 WorkOS asks to slow down; waiting " + shown);
  }
}
