// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.concurrent.Callable;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

class SocketCallersTest {
  private final SocketCallers callers = SocketCallers.find();

  @Test
  void theUserOfASessionIsTheCaller() {
    Principal jon = () -> "jon";
    var call = callers.of(new Object[] {"text", session(jon)});
    assertThat(call.principal()).contains(jon);
    assertThat(call.isRequest()).isTrue();
    assertThat(call.header("User-Agent")).isEmpty();
    assertThat(call.path()).isEmpty();
  }

  @Test
  void aSessionMayHaveNoUser() {
    assertThat(callers.of(new Object[] {session(null)}).principal()).isEmpty();
  }

  @Test
  void withoutASessionOrTheApiNobodyIsKnown() throws Exception {
    assertThat(callers.of(new Object[] {"text", null})).isNull();
    try (var server = new HidingClassLoader("jakarta.websocket.")) {
      assertThat(server.call(Probe.class)).isNull();
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Probe implements Callable<Object> {
    @Override
    public Object call() {
      return SocketCallers.find().of(new Object[] {"text"});
    }
  }

  private static Session session(Principal user) {
    return (Session)
        Proxy.newProxyInstance(
            SocketCallersTest.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> user);
  }
}
