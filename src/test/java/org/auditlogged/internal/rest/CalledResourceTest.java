// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CalledResourceTest {
  private final Exchange exchange = new Exchange();
  private final AtomicReference<ResourceInfo> injected = new AtomicReference<>();
  private final CalledResource unit = new CalledResource(injected::get);

  @Test
  void isWhatTheServerInjected() {
    var info = new Injected();
    injected.set(info);
    assertThat(unit.of(exchange.request)).isSameAs(info);
  }

  @Test
  void isWhatTheRequestItselfSaysWhereNothingWasInjected() {
    assertThat(unit.of(exchange.request)).isSameAs(exchange.request.getUriInfo());
  }

  @Test
  void isWhatTheServerInjectsLater() {
    unit.of(exchange.request);
    isWhatTheServerInjected();
  }

  private record Injected() implements ResourceInfo {
    @Override
    public Method getResourceMethod() {
      return null;
    }

    @Override
    public Class<?> getResourceClass() {
      return null;
    }
  }
}
