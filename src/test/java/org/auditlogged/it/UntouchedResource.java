// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;

/** The same method twice, audited and not. */
@RequestScoped
@Path("untouched")
public class UntouchedResource {

  @POST
  @Path("audited")
  @AuditLogged(
      value = "twin.called",
      metadata = {
        @AuditMetadata(name = "result", value = "${result}"),
        @AuditMetadata(name = "broken", value = "${as.nothing.like.this}")
      })
  public Response audited(
      @QueryParam("as") String as,
      @QueryParam("as") @AuditTarget(type = "t") Unprintable it,
      String body) {
    return answer(as, body);
  }

  @POST
  @Path("bare")
  public Response bare(@QueryParam("as") String as, String body) {
    return answer(as, body);
  }

  private static Response answer(String as, String body) {
    switch (as) {
      case "empty":
        return Response.noContent().build();
      case "headers":
        return Response.status(202)
            .entity("e:" + body)
            .header("X-One", "1")
            .header("X-One", "2")
            .type("text/csv")
            .tag("v1")
            .cookie(new NewCookie.Builder("c").value("v").build())
            .build();
      case "streamed":
        return Response.ok((StreamingOutput) out -> out.write("streamed".getBytes())).build();
      case "null":
        return null;
      case "error":
        return Response.status(418).entity("teapot").build();
      case "web":
        throw new WebApplicationException("gone", 410);
      case "thrown":
        throw new IllegalStateException("thrown");
      default:
        return Response.ok(body).build();
    }
  }

  /** Cannot be told. */
  public static class Unprintable {
    public static Unprintable valueOf(String text) {
      return new Unprintable();
    }

    @Override
    public String toString() {
      throw new IllegalStateException("lazy");
    }
  }

  /** Whatever auditing asks of the application fails. */
  @ApplicationScoped
  public static class Breaking implements CallerResolver {
    @Override
    public Caller resolve(CallContext call) {
      throw new IllegalStateException("no caller");
    }

    void mask(@Observes AuditDraft draft) {
      throw new IllegalStateException("no mask");
    }

    void hear(@ObservesAsync AuditEvent event) {
      throw new IllegalStateException("no ears");
    }
  }
}
