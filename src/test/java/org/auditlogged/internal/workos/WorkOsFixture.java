// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.delivery.Verdict;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Refusal;
import org.auditlogged.support.EmptyConfig;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.MutableClock;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real REST client and a real server, shared by the tests of a class. */
abstract class WorkOsFixture {
  static final String KEY = "sk_test_c2VjcmV0";
  static final String SIGN_IN_FAILED =
      "{\"message\":\"Invalid Audit Log event.\",\"code\":\"invalid_audit_log_event\","
          + "\"errors\":[{\"instancePath\":\"/targets\"}]}";

  static FakeWorkOs workOs;
  static WorkOsEvents events;

  final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Claimed signIn = Samples.claimed(EventWriter.create().write(Samples.signIn()).body());
  String key = KEY;
  final WorkOsDestination unit = destination(events);

  @BeforeAll
  static void start() {
    EmptyConfig.install();
    workOs = FakeWorkOs.start();
    events = client(workOs.uri());
  }

  @BeforeEach
  void reset() {
    workOs.reset();
    workOs.key(KEY);
  }

  @AfterAll
  static void stop() {
    workOs.close();
  }

  static WorkOsEvents client(URI uri) {
    return RestClientBuilder.newBuilder()
        .baseUri(uri)
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(1, TimeUnit.SECONDS)
        .build(WorkOsEvents.class);
  }

  WorkOsDestination destination(URI uri) {
    return destination(client(uri));
  }

  WorkOsDestination destination(WorkOsEvents events) {
    return new WorkOsDestination(events, () -> Optional.ofNullable(key), "orders", clock);
  }

  Verdict verdictOn(int status, String body, String... headers) {
    workOs.answer(status, body, headers);
    return unit.send(signIn);
  }

  static String unavailable(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
    return ((Verdict.Unavailable) verdict).reason();
  }

  static Refusal refused(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).refusal();
  }
}
