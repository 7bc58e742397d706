// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserAgentTest {
  @Test
  void namesLibraryAndApplication() {
    assertThat(UserAgent.of("orders")).isEqualTo("auditlogged/dev (orders)");
  }

  @Test
  void holdsNothingThatAHeaderCannotCarry() {
    assertThat(UserAgent.of("a\r\nX: y (ü) \\")).isEqualTo("auditlogged/dev (a__X: y ___ _)");
    assertThat(UserAgent.of("x".repeat(1000))).hasSizeLessThan(150);
  }
}
