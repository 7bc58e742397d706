// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;

/** Takes orders; one that is not taken comes again. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "java:app/jms/orders"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue")
    })
public class MessageBean implements MessageListener {
  @Resource MessageDrivenContext context;
  @Inject AuditDraft draft;

  @Override
  @AuditLogged(
      value = "order.received",
      metadata = @AuditMetadata(name = "again", value = "${message.JMSRedelivered}"))
  public void onMessage(Message message) {
    try {
      var order = message.getBody(String.class);
      draft.target("order", order);
      if (!message.getJMSRedelivered()) {
        take(order);
      }
    } catch (JMSException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void take(String order) {
    switch (order) {
      case "undone" -> context.setRollbackOnly();
      case "failed" -> throw new IllegalStateException();
      default -> {
        return;
      }
    }
  }
}
