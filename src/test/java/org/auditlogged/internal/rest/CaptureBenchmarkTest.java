// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the benchmarks measure what they say. */
class CaptureBenchmarkTest {
  private final CaptureBenchmark calls = new CaptureBenchmark();

  @Test
  void anUnauditedCallIsNotRecorded() throws Exception {
    calls.baseline();
    calls.unauditedCall();
    assertThat(calls.outbox.appended).isZero();
  }

  @Test
  void anAuditedCallIsOneEvent() throws Exception {
    calls.auditedCall();
    assertThat(calls.outbox.appended).isOne();
    assertThat(body(calls.outbox))
        .contains(
            "\"actor\":{\"type\":\"user\",\"id\":\"alice@example.com\"}",
            "\"targets\":[{\"type\":\"secret\",\"id\":\"17\"}]",
            "\"location\":\"203.0.113.7\",\"user_agent\":\"Mozilla/5.0",
            "\"metadata\":{\"reason\":\"rotation\",\"event_id\":",
            "\"outcome\":\"success\",\"http_method\":\"GET\",\"http_route\":\"/secrets/{id}/value\"",
            "\"http_status\":200,\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "written")
  void anAuditedCallIsOneEventAlsoWithFiltersThatAreRegisteredTwice(String entity)
      throws Exception {
    calls.registered = 2;
    calls.entity = entity;
    calls.auditedCall();
    assertThat(calls.outbox.appended).isOne();
  }

  @Test
  void itsExpressionsAreRead() throws Exception {
    calls.auditedCallWithExpressions();
    assertThat(calls.outbox.appended).isOne();
    assertThat(body(calls.outbox))
        .contains(
            "[{\"type\":\"secret\",\"id\":\"17\",\"name\":\"database of production\"}]",
            "\"metadata\":{\"team\":\"team_1\",");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAuditedServiceIsOneEvent(boolean request) {
    var services = new ServiceCaptureBenchmark();
    services.request = request;
    services.request();
    services.auditedService();
    assertThat(services.outbox.appended).isOne();
    assertThat(body(services.outbox))
        .contains(
            request ? "\"id\":\"alice@example.com\"" : "\"type\":\"system\"",
            request ? "\"location\":\"10.0.0.7\"" : "\"location\":\"internal\"",
            "\"targets\":[{\"type\":\"secret\",\"id\":\"17\"}]");
  }

  private static String body(KeptNowhere outbox) {
    return new String(outbox.last.body(), UTF_8);
  }
}
