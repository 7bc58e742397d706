// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Sends orders. */
@JMSConnectionFactoryDefinition(name = "java:app/jms/factory")
@JMSDestinationDefinition(
    name = "java:app/jms/orders",
    interfaceName = "jakarta.jms.Queue",
    destinationName = "orders")
@RequestScoped
@Path("orders/{order}")
public class MessageBeanResource {
  @Inject
  @JMSConnectionFactory("java:app/jms/factory")
  JMSContext jms;

  @Resource(lookup = "java:app/jms/orders")
  Queue orders;

  @POST
  public String send(@PathParam("order") String order) {
    jms.createProducer().send(orders, order);
    return "sent";
  }
}
