// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.auditlogged.AuditEvent;
import org.auditlogged.internal.outbox.Claimed;
import org.auditlogged.internal.outbox.Entry;

/** Events as they look once they are fitted. */
final class Samples {
  static final UUID ID = UUID.fromString("884793cd-bef4-46cf-8790-e3d4957a09ce");
  static final Instant TIME = Instant.parse("2026-02-03T04:05:06.700Z");

  private Samples() {}

  /** The sign-in of the gateway page: two targets, metadata everywhere, all that can be given. */
  static AuditEvent signIn() {
    var built =
        AuditEvent.action("user.signed_in")
            .version(1)
            .organization("org_01EHWNCE74X7JSDV0X3SZ3KJNY")
            .occurredAt(TIME)
            .actor(
                new AuditEvent.Actor("user", "user_TF4C5938", "Jon Smith", Map.of("role", "admin")))
            .target("user", "user_98432YHF", "Jon Smith")
            .target(
                new AuditEvent.Target(
                    "team", "team_J8YASKA2", null, Map.of("owner", "user_01GBTCQ2")))
            .location("1.1.1.1")
            .userAgent("Chrome/104.0.0")
            .metadata("extra", "from the body – ü € 𝄞")
            .metadata("count", 12)
            .metadata("ratio", 0.5)
            .metadata("mobile", true)
            .build();
    return withId(built);
  }

  /** The least that WorkOS takes. */
  static AuditEvent least() {
    return withId(
        AuditEvent.action("report.generated")
            .organization("org_1")
            .occurredAt(Instant.parse("2026-02-03T04:05:06Z"))
            .actor("system", "nightly")
            .target("report", "r-17")
            .location("internal")
            .build());
  }

  static Claimed claimed(byte[] body) {
    var entry = new Entry(ID, "org_1", "user.signed_in", TIME, body);
    return new Claimed(1, entry, 0, false, TIME);
  }

  private static AuditEvent withId(AuditEvent event) {
    return new AuditEvent(
        ID,
        event.organization(),
        event.action(),
        event.version(),
        event.occurredAt(),
        event.actor(),
        event.targets(),
        event.context(),
        event.metadata());
  }
}
