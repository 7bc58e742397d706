// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

class ExtrasExtensionTest {

  @Test
  void usesWhatTheServerHas() {
    assertThat(ExtrasExtension.usable(getClass().getClassLoader()))
        .containsExactlyInAnyOrder(AuditReadiness.class, AuditMetrics.class);
  }

  @Test
  void aServerWithoutTheApisMissesNothing() throws Exception {
    try (var loader = new HidingClassLoader("org.eclipse.microprofile.health.")) {
      assertThat(ExtrasExtension.usable(loader))
          .extracting(Class::getSimpleName)
          .containsExactly("AuditMetrics");
    }
    try (var loader =
        new HidingClassLoader(
            "org.eclipse.microprofile.health.", "org.eclipse.microprofile.metrics.")) {
      assertThat(ExtrasExtension.usable(loader)).isEmpty();
    }
  }
}
