// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditLog;

/** Calls services. */
@RequestScoped
@Path("services")
@Produces(MediaType.TEXT_PLAIN)
public class ServiceResource {
  @Inject Clerk clerk;
  @Inject Post post;
  @Inject Archive archive;
  @Inject AuditLog log;

  @POST
  @Path("stamp")
  public String stamp() {
    return clerk.stamp("a");
  }

  @POST
  @Path("lost")
  public String lost() {
    try {
      return clerk.stamp("lost");
    } catch (IllegalArgumentException e) {
      return "lost";
    }
  }

  /** On a thread of the application's own, which knows of no request. */
  @POST
  @Path("aside")
  public String aside() throws InterruptedException {
    var thread = new Thread(() -> clerk.stamp("aside"));
    thread.start();
    thread.join();
    return "done";
  }

  @POST
  @Path("quiet")
  public String quiet() {
    clerk.discard();
    archive.look();
    return "quiet";
  }

  @POST
  @Path("archive")
  public String archive() {
    archive.putAway();
    return "archived";
  }

  @POST
  @Path("send")
  public String send() {
    post.send("b");
    return "sent";
  }

  @POST
  @Path("report")
  public String report() {
    log.record(
        AuditEvent.action("report.generated")
            .actor("system", "nightly")
            .target("report", "r-17", "Q3")
            .metadata("pages", 12)
            .location("internal")
            .build());
    return "recorded";
  }
}
