// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.build.compatible.spi.Messages;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

/** A server without MicroProfile: both extensions say so before anything else is looked at. */
class RequiredApisTest {
  private static final String ADVICE =
      "; nothing could be audited. README, \"On your runtime\", says what to add: WildFly starts with"
          + " -c standalone-microprofile.xml, Open Liberty has features, Quarkus extensions";

  @Test
  void whereNothingIsMissingNothingIsSaid() {
    assertThat(RequiredApis.missing()).isEmpty();
    new BindingExtension().require(null);
  }

  @Test
  void namesAllThatIsMissing() throws Exception {
    try (var server = new HidingClassLoader("org.eclipse.microprofile.")) {
      assertThat(server.call(Probe.class))
          .isEqualTo(
              "AUDIT-007 this server has no MicroProfile Config, no MicroProfile REST Client"
                  + ADVICE);
    }
  }

  @Test
  void namesTheOneThatIsMissing() throws Exception {
    try (var server = new HidingClassLoader("org.eclipse.microprofile.rest.")) {
      assertThat(server.call(Probe.class))
          .isEqualTo("AUDIT-007 this server has no MicroProfile REST Client" + ADVICE);
    }
  }

  @Test
  void theExtensionForQuarkusSaysTheSame() throws Exception {
    try (var server = new HidingClassLoader("org.eclipse.microprofile.rest.")) {
      assertThat(server.call(LiteProbe.class))
          .isEqualTo("AUDIT-007 this server has no MicroProfile REST Client" + ADVICE);
    }
  }

  /** Runs there. */
  public static final class LiteProbe implements Callable<String> {
    @Override
    public String call() {
      var said = new StringBuilder();
      var messages =
          (Messages)
              Proxy.newProxyInstance(
                  Messages.class.getClassLoader(),
                  new Class<?>[] {Messages.class},
                  (proxy, method, arguments) -> {
                    said.append(arguments[0]);
                    return null;
                  });
      new LiteBindingExtension().require(messages);
      return said.toString();
    }
  }

  /** Runs there. */
  public static final class Probe implements Callable<String> {
    @Override
    public String call() {
      try {
        new BindingExtension().require(null);
        return "nothing";
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }
}
