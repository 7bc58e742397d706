// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private final ApiKey unit = new ApiKey(() -> Optional.of("sk_test_c2VjcmV0"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action 'task_updated' is unknown",
        "at disk_full",
        "risk_level, 7sk_a",
        "sk_",
        "ask"
      })
  void wordsThatEndInTheSameLettersStay(String text) {
    assertThat(unit.hideIn(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'Bearer sk_live_Zm9v is wrong', 'Bearer sk_… is wrong'",
    "'key=sk_example_123456789&a=b', 'key=sk_…&a=b'",
    "'sk_a', 'sk_…'",
    "'(my-sk_a)', '(my-sk_…)'",
    "'Bearer%20sk_a%0a', 'Bearer%20sk_…%0a'",
  })
  void anybodysKeyIsHidden(String text, String hidden) {
    assertThat(unit.hideIn(text)).isEqualTo(hidden);
  }

  @Test
  void ourOwnIsHiddenWhereverItStands() {
    assertThat(unit.hideIn("xsk_test_c2VjcmV0=")).isEqualTo("xsk_…=");
    assertThat(new ApiKey(() -> Optional.of(" other\n")).hideIn("another")).isEqualTo("ansk_…");
  }
}
