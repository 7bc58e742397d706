// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditLogged;
import org.auditlogged.Caller;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.Draft;
import org.auditlogged.internal.capture.Finished;
import org.auditlogged.internal.capture.Recorder;
import org.auditlogged.internal.cdi.HandWired;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestDraftsTest {
  private final KeptNowhere kept = new KeptNowhere();
  private final HandWired application = new HandWired(kept, Map.of());
  private final RequestDrafts drafts = new RequestDrafts();
  private final Exchange exchange = new Exchange();
  private final AuditPoint point = point("parameters");
  private final Draft draft = new Draft(point, null, Instant.now());

  @BeforeEach
  void start() {
    HandWired.inject(drafts, "auditing", application.auditing());
    drafts.start();
  }

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
  void thatTheirTransactionHasSettledAreFoundUntilTheyAreAnswered() {
    drafts.put(exchange.request, draft);
    new Recorder(null, kept, new Recorder.Steps(null, null, null), null)
        .committed(draft, new Finished(List.of(), List.of(), 0));
    // as RESTEasy, which shows the response filter another object
    var other = new RequestDrafts();
    assertThat(other.get(exchange.request, point)).isSameAs(draft);

    draft.answered(200);
    assertThat(other.get(exchange.request, point)).isNull();
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

  @Test
  void thatNobodyCanAnswerAnyMoreAreFailures() {
    var later = later();
    drafts.put(new Exchange().request, later);
    // its properties lived as long as it did
    await()
        .until(
            () -> {
              System.gc();
              return later.isOver();
            });
    assertThat(kept.appended).isEqualTo(1);
    assertThat(new String(kept.last.body(), StandardCharsets.UTF_8))
        .contains("\"action\":\"later.answered\"", "\"outcome\":\"failure\"");
  }

  @Test
  void thatMayStillBeAnsweredAreLeftAlone() {
    var held = later();
    drafts.put(exchange.request, held);
    var forgotten = later();
    drafts.put(new Exchange().request, forgotten);
    // the collector has been there
    await()
        .until(
            () -> {
              System.gc();
              return forgotten.isOver();
            });
    assertThat(held.isSettled()).isFalse();

    drafts.stop("the application");
    assertThat(held.isSettled()).isTrue();
    assertThat(kept.appended).isEqualTo(2);
  }

  @Test
  void thatAreAnsweredAreNotAnsweredOnceMore() {
    var later = later();
    drafts.put(exchange.request, later);
    later.answered(200);
    application.auditing().settle(later);
    drafts.settled(exchange.request, later);
    drafts.stop("the application");
    assertThat(kept.appended).isEqualTo(1);
    assertThat(new String(kept.last.body(), StandardCharsets.UTF_8))
        .contains("\"outcome\":\"success\"");
  }

  private Draft later() {
    var method = Later.class.getDeclaredMethods()[0];
    var later =
        new Draft(new AuditPoints().of(Later.class, method).orElseThrow(), null, Instant.now());
    later.calledBy(Caller.of("user", "jon"));
    return later;
  }

  /** Answers later. */
  static class Later {
    @AuditLogged("later.answered")
    CompletionStage<String> answer() {
      return new CompletableFuture<>();
    }
  }

  private static AuditPoint point(String method) {
    var call = new VaultCall(method, null);
    return new AuditPoints().of(call.getResourceClass(), call.getMethod()).orElseThrow();
  }
}
