// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditNotRecordedException;

/** Fills the outbox to the brim, and is called while it is full. */
@ApplicationScoped
@Path("full")
public class FullOutboxResource {
  private static final Map<String, Object> METADATA =
      IntStream.range(0, 40).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "x".repeat(400)));

  @Inject AuditLog log;
  @Inject AuditDraft draft;
  private static final AtomicInteger RAN = new AtomicInteger();

  /**
   * Large events, fewer and fewer at a time, until not even one fits; says why the last did not.
   */
  @POST
  public String fill() {
    var large = AuditEvent.action("outbox.filled");
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
    return "ran " + RAN.incrementAndGet();
  }

  /** Audited by a route. */
  @GET
  @Path("routed")
  public String routed() {
    return "ran " + RAN.incrementAndGet();
  }

  /** How often the methods above ran. */
  @GET
  @Path("ran")
  public String ran() {
    return "ran " + RAN;
  }

  @GET
  @Path("optional")
  @AuditLogged("full.optional")
  public String optional() {
    METADATA.forEach(draft::metadata);
    return "ran";
  }

  /** Of which CDI knows nothing. */
  @Vetoed
  @Path("unseen")
  public static class OfNobody {
    @GET
    @Path("required")
    @AuditLogged(value = "unseen.required", required = true)
    public String required() {
      return "ran " + RAN.incrementAndGet();
    }
  }
}
