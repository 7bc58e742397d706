// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEventTest {

  @Test
  void builderTakesEverythingThatTheContractShows() {
    var event =
        AuditEvent.action("report.generated")
            .version(2)
            .organization("org_1")
            .actor("system", "nightly")
            .target("report", "r-17", "Q3")
            .metadata("pages", 12)
            .location("internal")
            .build();

    assertThat(event.action()).isEqualTo("report.generated");
    assertThat(event.version()).isEqualTo(2);
    assertThat(event.organization()).isEqualTo("org_1");
    assertThat(event.actor()).isEqualTo(new AuditEvent.Actor("system", "nightly", null, Map.of()));
    assertThat(event.targets())
        .containsExactly(new AuditEvent.Target("report", "r-17", "Q3", Map.of()));
    assertThat(event.metadata()).isEqualTo(Map.of("pages", 12));
    assertThat(event.context()).isEqualTo(new AuditEvent.Context("internal", null));
  }

  @Test
  void whatIsLeftOutStaysOpen() {
    var before = Instant.now();
    var event = AuditEvent.action("a.b").build();

    assertThat(event.organization()).isNull();
    assertThat(event.actor()).isNull();
    assertThat(event.context()).isNull();
    assertThat(event.version()).isZero();
    assertThat(event.targets()).isEmpty();
    assertThat(event.occurredAt()).isBetween(before, Instant.now());
  }

  @Test
  void everyBuiltEventHasAnIdOfItsOwn() {
    var builder = AuditEvent.action("a.b");
    assertThat(builder.build().id()).isNotEqualTo(builder.build().id());
    assertThat(builder.build().id().version()).isEqualTo(4);
  }

  @Test
  void isNotTouchedByWhatHappensToItsParts() {
    var targets = new ArrayList<>(List.of(new AuditEvent.Target("t", "1", null, Map.of())));
    var metadata = new HashMap<String, Object>(Map.of("k", "v"));
    var event =
        new AuditEvent(
            UUID.randomUUID(), null, "a.b", 0, Instant.EPOCH, null, targets, null, metadata);

    targets.clear();
    metadata.put("k", "other");

    assertThat(event.targets()).hasSize(1);
    assertThat(event.metadata()).containsEntry("k", "v");
    assertThatThrownBy(() -> event.metadata().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void absentMetadataAreLeftOut() {
    assertThat(AuditEvent.action("a.b").metadata("k", null).build().metadata()).isEmpty();
  }

  @Test
  void blankActionsAndNegativeVersionsAreRefused() {
    assertThatThrownBy(() -> AuditEvent.action(" ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("action must not be blank");
    assertThatThrownBy(() -> AuditEvent.action("a.b").version(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version must be 0 or more, was -1");
    assertThatThrownBy(() -> AuditEvent.action(null).build())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("action");
  }
}
