// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import org.auditlogged.AuditStatus;
import org.auditlogged.workos.AuditLogsClient;

/** Uses what is offered on threads that the server knows nothing of, and nowhere else. */
@RequestScoped
@Path("own/{what}")
public class OwnThreadResource {
  @Inject private AuditStatus status;
  @Inject private AuditLogsClient client;

  @GET
  public String use(@PathParam("what") String what) {
    var application = Thread.currentThread().getContextClassLoader();
    var done = new CompletableFuture<String>();
    // a pool's threads have nothing of the request that happens to need the first of them
    var thread = new Thread(null, () -> done.complete(answer(what)), "own", 0, false);
    thread.setContextClassLoader(application);
    thread.start();
    return done.join();
  }

  private String answer(String what) {
    try {
      return what.equals("status")
          ? "waiting " + status.waiting()
          : "actions " + client.actions().count();
    } catch (Throwable e) {
      return e.toString();
    }
  }
}
