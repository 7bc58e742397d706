// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Audited by annotations of the application's own. */
@RequestScoped
@Path("stereotype")
public class StereotypeResource {
  @Inject Ledger ledger;

  @GET
  @Path("{id}")
  @Sensitive
  public String read(@PathParam("id") @AuditTarget(type = "secret") String id) {
    return "value of " + id;
  }

  @GET
  @Path("{id}/more")
  @VerySensitive
  public String more(@PathParam("id") @AuditTarget(type = "secret") String id) {
    return "more of " + id;
  }

  @GET
  @Path("{id}/noted")
  @Noted
  public String noted(@PathParam("id") @AuditTarget(type = "secret") String id) {
    return "noted " + id;
  }

  @POST
  @Path("ledger")
  public String book() {
    ledger.look();
    return ledger.bookEntry();
  }

  /** A binding. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged(
      value = "secret.read",
      metadata = @AuditMetadata(name = "result", value = "${result}"))
  public @interface Sensitive {}

  /** A binding that has another. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Sensitive
  public @interface VerySensitive {}

  /** Nothing that CDI knows. */
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged(
      value = "secret.noted",
      metadata = @AuditMetadata(name = "result", value = "${result}"))
  public @interface Noted {}

  /** A stereotype. */
  @Stereotype
  @ApplicationScoped
  @AuditLogged("ledger")
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Booking {}

  /** A service with the stereotype. */
  @Booking
  public static class Ledger {
    public String bookEntry() {
      return "booked";
    }

    @AuditIgnored
    public void look() {}
  }
}
