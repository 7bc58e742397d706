// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Is told of orders. */
@ApplicationScoped
public class ObserverBean {
  /** An order of somebody. */
  public record Placed(String id) {}

  @AuditLogged(value = "order.placed", targets = @AuditTarget(type = "order", id = "${order.id}"))
  public void placed(@Observes Placed order) {}

  @AuditLogged(value = "order.shipped", targets = @AuditTarget(type = "order", id = "${order.id}"))
  public void shipped(@ObservesAsync Placed order) {}

  @AuditLogged(value = "order.booked", targets = @AuditTarget(type = "order", id = "${order.id}"))
  public void booked(@Observes(during = TransactionPhase.AFTER_SUCCESS) Placed order) {}
}
