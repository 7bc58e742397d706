// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

class ExtrasExtensionTest {
  private static final String METRICS = "org.eclipse.microprofile.metrics.MetricRegistry";

  @Test
  void usesWhatTheServerHas() {
    assertThat(ExtrasExtension.usable(getClass().getClassLoader()))
        .containsExactly(AuditReadiness.class);
    assertThat(ExtrasExtension.has(METRICS, getClass().getClassLoader())).isTrue();
  }

  @Test
  void aServerWithoutTheApisMissesNothing() throws Exception {
    try (var loader =
        new HidingClassLoader(
            "org.eclipse.microprofile.health.", "org.eclipse.microprofile.metrics.")) {
      assertThat(ExtrasExtension.usable(loader)).isEmpty();
      assertThat(ExtrasExtension.has(METRICS, loader)).isFalse();
      // can be a bean there: what it has of Metrics is in another class
      var start = loader.loadClass(MetricsStart.class.getName());
      assertThat(start.getDeclaredMethods()).isNotEmpty();
      assertThat(start.getDeclaredFields()).isNotEmpty();
    }
  }
}
