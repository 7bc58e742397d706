// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.capture.ClientAddress;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

/** A server that has no Servlet API, as one of Jakarta REST alone. */
class WithoutServletTest {

  @Test
  void theFiltersLoadAndWhereARequestCameFromIsAsItsHeadersSayToWhoTrustsEverybody()
      throws Exception {
    try (var server = new HidingClassLoader("jakarta.servlet.")) {
      assertThat(server.call(Probe.class))
          .containsExactly("null", "203.0.113.7", "unknown", "AuditFilter", "ComingRequest");
    }
  }

  /** Runs there. */
  public static final class Probe implements Callable<List<String>> {
    @Override
    public List<String> call() throws Exception {
      var reader = new RequestReader(container(), () -> true);
      var facts = reader.read(new Exchange().request, null, Map.of());
      return List.of(
          String.valueOf(facts.peer().address()),
          address("0.0.0.0/0").of(facts.peer().address(), facts.peer().forwarding()::get),
          address("10.0.0.0/8").of(facts.peer().address(), facts.peer().forwarding()::get),
          loaded(AuditFilter.class),
          loaded(ComingRequest.class));
    }

    private static ClientAddress address(String trusted) {
      return new ClientAddress(
          new AuditConfig.Capture(
              List.of(trusted),
              List.of("X-Forwarded-For"),
              Set.of(),
              List.of(),
              100_000,
              AuditConfig.OnFailure.LOG));
    }

    /** As CDI and servers look at it. */
    private static String loaded(Class<?> filter) throws Exception {
      var made = filter.getConstructor().newInstance().getClass();
      made.getDeclaredFields();
      made.getDeclaredMethods();
      return made.getSimpleName();
    }

    /** Knows no beans at all. */
    @SuppressWarnings("unchecked")
    private static Instance<Object> container() {
      return (Instance<Object>)
          Proxy.newProxyInstance(
              Probe.class.getClassLoader(),
              new Class<?>[] {Instance.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("asked for " + List.of(arguments));
              });
    }
  }
}
