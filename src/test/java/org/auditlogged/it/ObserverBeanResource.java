// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.TimeUnit;

/** Tells of orders. */
@RequestScoped
@Path("orders")
public class ObserverBeanResource {
  @Inject Event<ObserverBean.Placed> orders;

  @POST
  @Transactional
  public String place() throws Exception {
    orders.fire(new ObserverBean.Placed("o-1"));
    orders
        .fireAsync(new ObserverBean.Placed("o-1"))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    return "placed";
  }
}
