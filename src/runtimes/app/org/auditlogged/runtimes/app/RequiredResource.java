// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditNotRecordedException;

/** Fills the outbox to the brim, and is called while it is full. */
@ApplicationScoped
@Path("full")
@Produces(MediaType.TEXT_PLAIN)
public class RequiredResource {
  private static final Map<String, Object> METADATA =
      IntStream.range(0, 40).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "x".repeat(400)));

  @Inject AuditLog log;
  private final AtomicInteger ran = new AtomicInteger();

  /** Large events, fewer at a time, until not even one fits; says why the last did not. */
  @POST
  public String fill() {
    var large = AuditEvent.action("outbox.filled").actor("system", "test").target("box", "1");
    METADATA.forEach(large::metadata);
    String why = null;
    for (int copies = 64; copies > 0; copies /= 2) {
      why = null;
      while (why == null) {
        why = record(large, copies);
      }
    }
    return why;
  }

  private String record(AuditEvent.Builder event, int copies) {
    try {
      log.record(IntStream.range(0, copies).mapToObj(i -> event.build()).toList());
      return null;
    } catch (AuditNotRecordedException e) {
      return e.getMessage();
    }
  }

  @GET
  @Path("required")
  @AuditLogged(value = "full.required", required = true)
  public String required() {
    return "ran " + ran.incrementAndGet();
  }

  /** How often it ran. */
  @GET
  @Path("ran")
  public String ran() {
    return "ran " + ran;
  }
}
