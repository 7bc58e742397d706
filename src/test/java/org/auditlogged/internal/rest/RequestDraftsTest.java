// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.time.Instant;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.Draft;
import org.junit.jupiter.api.Test;

class RequestDraftsTest {
  private final RequestDrafts drafts = new RequestDrafts();
  private final Exchange exchange = new Exchange();
  private final AuditPoint point = point("parameters");
  private final Draft draft = new Draft(point, null, Instant.now());

  @Test
  void areFoundByRequestAndPoint() {
    drafts.put(exchange.request, draft);
    assertThat(drafts.isKnown(exchange.request)).isTrue();
    assertThat(drafts.get(exchange.request, point)).isSameAs(draft);
    assertThat(drafts.get(exchange.request, point("expressions"))).isNull();
    assertThat(drafts.get(new Exchange().request, point)).isNull();
    assertThat(drafts.isSettled(exchange.request, point)).isFalse();
  }

  @Test
  void thatTheAnswerHasSettledAreKnownAndNotKept() {
    drafts.put(exchange.request, draft);
    drafts.settled(exchange.request, draft);
    assertThat(drafts.isKnown(exchange.request)).isTrue();
    assertThat(drafts.isSettled(exchange.request, point)).isTrue();
    assertThat(drafts.isSettled(exchange.request, point("expressions"))).isFalse();
    assertThat(drafts.isSettled(new Exchange().request, point)).isFalse();
    // nobody but the request itself holds it
    exchange.request.removeProperty("org.auditlogged.draft");
    assertThat(drafts.get(exchange.request, point)).isNull();
  }

  @Test
  void anOpeningStreamIsFoundWithoutItsMethodAndByItsPropertiesAlone() {
    assertThat(drafts.underWay(exchange.request)).isEmpty();
    drafts.put(exchange.request, draft);
    assertThat(drafts.underWay(exchange.request)).containsSame(draft);

    // as RESTEasy, which shows the response filter another object
    var other = new RequestDrafts();
    assertThat(other.underWay(exchange.request)).isEmpty();
    draft.entered(new Object[] {sink()});
    assertThat(other.underWay(exchange.request)).containsSame(draft);

    drafts.settled(exchange.request, draft);
    assertThat(drafts.underWay(exchange.request)).isEmpty();
  }

  private static SseEventSink sink() {
    return (SseEventSink)
        Proxy.newProxyInstance(
            RequestDraftsTest.class.getClassLoader(),
            new Class<?>[] {SseEventSink.class},
            (proxy, method, arguments) -> null);
  }

  private static AuditPoint point(String method) {
    var call = new VaultCall(method, null);
    return new AuditPoints().of(call.getResourceClass(), call.getMethod()).orElseThrow();
  }
}
