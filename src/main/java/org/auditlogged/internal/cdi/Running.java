// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.Callers;
import org.auditlogged.internal.capture.Recorder;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.outbox.Outbox;

/** The parts of a started application, or nothing at all when auditing is switched off. */
record Running(
    AuditPoints points,
    Routes routes,
    Callers callers,
    Recorder recorder,
    Outbox outbox,
    CourierLoop courier) {

  /** What runs when {@code auditlogged.enabled} is false. */
  static final Running OFF = new Running(null, null, null, null, null, null);

  /** What runs before there is a configuration. */
  static final Running NOT_YET = new Running(null, null, null, null, null, null);

  /** Whether nothing is audited now. */
  boolean isOff() {
    return this == OFF || this == NOT_YET;
  }
}
