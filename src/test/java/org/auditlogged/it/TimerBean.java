// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Jobs of the container's timer. */
@Singleton
@Startup
public class TimerBean {
  @Resource SessionContext context;

  /** Once. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @AuditLogged("job.scheduled")
  public void scheduled(Timer timer) {
    timer.cancel();
  }

  public void startIn(String how) {
    context.getTimerService().createSingleActionTimer(1, new TimerConfig(how, false));
  }

  /** Now. */
  @Timeout
  @AuditLogged(
      value = "job.timed",
      metadata = @AuditMetadata(name = "how", value = "${timer.info}"))
  public void timed(Timer timer) {
    if (timer.getInfo().equals("undone")) {
      context.setRollbackOnly();
    }
  }
}
