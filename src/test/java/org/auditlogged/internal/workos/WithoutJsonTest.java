// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

/** A server that has no JSON-P, as Quarkus without its extension. */
class WithoutJsonTest {

  @Test
  void theStartFailsAndSaysWhatToAdd() throws Exception {
    try (var server = new HidingClassLoader("jakarta.json.")) {
      assertThat(server.call(Probe.class))
          .isEqualTo(
              "AUDIT-007 this server has no JSON-P (jakarta.json) with a provider; add one; for Quarkus,"
                  + " quarkus-jsonp");
    }
  }

  /** Runs there. */
  public static final class Probe implements Callable<String> {
    @Override
    public String call() {
      try {
        EventWriter.create();
        return "created";
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }
}
