// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Sends events to whoever listens. */
@RequestScoped
@Path("sse/{how}")
public class SseResource {
  @Resource private ManagedExecutorService executor;

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @AuditLogged("ticker.followed")
  public void follow(
      @PathParam("how") @AuditTarget(type = "ticker") String how,
      @Context SseEventSink sink,
      @Context Sse sse) {
    if (how.equals("refused")) {
      throw new ForbiddenException();
    }
    if (how.equals("at-once")) {
      send(sink, sse);
    } else {
      executor.execute(() -> send(sink, sse));
    }
  }

  private static void send(SseEventSink sink, Sse sse) {
    try (sink) {
      sink.send(sse.newEvent("one"));
      sink.send(sse.newEvent("two"));
    }
  }
}
