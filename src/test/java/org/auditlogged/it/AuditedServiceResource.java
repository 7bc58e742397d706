// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;

/** Calls audited services, and records by itself. */
@RequestScoped
@Path("services")
public class AuditedServiceResource {
  @Inject AuditedService service;
  @Inject AuditedSession session;
  @Inject AuditDraft draft;
  @Inject AuditLog log;
  @Resource ManagedExecutorService executor;

  @POST
  @Path("purge")
  public String purge() {
    return service.purgeOld("team_0");
  }

  @POST
  @Path("nested")
  @AuditLogged("service.called")
  public String nested() {
    draft.metadata("outer", true);
    service.purgeOld("team_0");
    return draft.metadata("after", 1).action();
  }

  @POST
  @Path("background")
  public String background() throws Exception {
    return executor.submit(() -> service.purgeOld("team_0")).get(30, TimeUnit.SECONDS);
  }

  @POST
  @Path("session")
  public String session() {
    session.use();
    return "used";
  }

  @POST
  @Path("failing-later")
  public String failingLater() {
    session.failLater();
    return "called";
  }

  @POST
  @Path("failing")
  public String failing() {
    try {
      service.fail("team_0");
      return "no exception";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @POST
  @Path("refusing")
  public int refusing() {
    return service.refuse().getStatus();
  }

  @POST
  @Path("quiet")
  public String quiet() {
    service.discardedOne();
    return service.notRecorded();
  }

  @POST
  @Path("outside")
  public String outside() {
    try {
      draft.metadata("k", "v");
      return "no exception";
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  @POST
  @Path("log")
  public String log() {
    log.record(
        AuditEvent.action("report.generated")
            .version(2)
            .organization("org_other")
            .actor("system", "nightly")
            .target("report", "r-17", "Q3")
            .metadata("pages", 12)
            .location("internal")
            .build());
    return "recorded";
  }

  @POST
  @Path("logs")
  public String logs() {
    log.record(
        List.of(
            AuditEvent.action("row.imported").target("row", "1").build(),
            AuditEvent.action("row.imported").target("row", "2").build()));
    return "recorded";
  }
}
