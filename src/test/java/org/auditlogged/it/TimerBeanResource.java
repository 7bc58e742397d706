// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Starts jobs. */
@RequestScoped
@Path("timers/{how}")
public class TimerBeanResource {
  @EJB TimerBean bean;

  @POST
  public String start(@PathParam("how") String how) {
    bean.startIn(how);
    return "started";
  }
}
