// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.util.Collection;
import java.util.List;

/**
 * Records events from code that no annotation covers: jobs, batches, messages. {@code @Inject} it.
 * For any thread.
 *
 * <p>The last moment to record is an observer of {@code @BeforeDestroyed(ApplicationScoped.class)}:
 * when {@code @PreDestroy} methods run, the outbox may be closed already.
 */
public interface AuditLog {

  /**
   * Records one event. It is durable when this returns.
   *
   * <p>An organization that was left out is the caller's, else the configured one; an actor that
   * was left out is the caller, else the application itself; a context that was left out is the
   * request's, else {@code internal}.
   *
   * @param event the event
   * @throws AuditNotRecordedException when it could not be kept
   */
  default void record(AuditEvent event) {
    record(List.of(event));
  }

  /**
   * Records several events, all or none, at the price of one. They are durable when this returns.
   *
   * @param events the events; none is allowed
   * @throws AuditNotRecordedException when they could not be kept
   */
  void record(Collection<AuditEvent> events);
}
