// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.auditlogged.AuditLogged;

/** Sends events to whoever listens. */
@RequestScoped
@Path("ticker")
public class TickerResource {

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @AuditLogged("ticker.followed")
  public void follow(@Context SseEventSink sink, @Context Sse sse) {
    var one = sse.newEvent("one");
    new Thread(() -> sink.send(one).thenRun(sink::close)).start();
  }
}
