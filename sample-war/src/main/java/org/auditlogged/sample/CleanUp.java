// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditNotRecordedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes expired secrets, every few seconds and when an admin asks for it. */
@ApplicationScoped
@AuditAction(
    value = "secret.expired",
    targets = @AuditAction.Target(type = "secret"),
    metadata = @AuditAction.Field(name = "expired_at"))
public class CleanUp {
  private static final System.Logger LOG = System.getLogger(CleanUp.class.getName());

  @Inject private Vault vault;
  @Inject private AuditLog auditLog;
  @Resource private ManagedScheduledExecutorService scheduler;

  @Inject
  @ConfigProperty(name = "vault.clean-up.interval")
  private Duration interval;

  private ScheduledFuture<?> schedule;

  void start(@Observes @Initialized(ApplicationScoped.class) Object ready) {
    var millis = interval.toMillis();
    schedule = scheduler.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    if (schedule != null) {
      schedule.cancel(true);
    }
  }

  /**
   * Removes what has expired. The actor is left out of the events: it is whoever asked, and the
   * application itself when the schedule did. No secret goes before its event is safe.
   *
   * @return how many were removed
   */
  int run() {
    var expired = vault.expired();
    auditLog.record(expired.stream().map(CleanUp::event).toList());
    vault.removeAll(expired);
    return expired.size();
  }

  private static AuditEvent event(Secret secret) {
    return AuditEvent.action("secret.expired")
        .target("secret", secret.id(), secret.name())
        .metadata("expired_at", secret.expires().toString())
        .build();
  }

  private void tick() {
    try {
      run();
    } catch (AuditNotRecordedException e) {
      // an exception would end the schedule
      LOG.log(System.Logger.Level.WARNING, "expired secrets stay until their events are kept", e);
    }
  }
}
