// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLog;
import org.auditlogged.AuditParked;
import org.auditlogged.AuditStatus;

/** What an application injects, and the observer that sets the courier going. For any thread. */
@ApplicationScoped
public class Offered {
  @Inject private Wiring wiring;
  @Inject private Auditing auditing;
  @Inject private OfferedClient client;

  /** Speaks of the draft of whatever call the current thread is in. */
  @Produces
  @ApplicationScoped
  AuditDraft draft() {
    return (AuditDraft)
        Proxy.newProxyInstance(
            AuditDraft.class.getClassLoader(),
            new Class<?>[] {AuditDraft.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals")
                    ? (Object) (proxy == arguments[0])
                    : method.invoke(this, arguments);
              }
              try {
                return method.invoke(current(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Produces
  @ApplicationScoped
  AuditLog log() {
    return auditing::record;
  }

  @Produces
  @ApplicationScoped
  AuditStatus status() {
    return wiring.status();
  }

  @Produces
  @ApplicationScoped
  AuditParked parked() {
    return new ParkedEvents(wiring);
  }

  /** See {@link Auditing#exist}. */
  void exist() {
    auditing.exist();
    client.exist();
  }

  private AuditDraft current() {
    var draft = auditing.currentDraft();
    if (draft != null && draft.isOver()) {
      throw new IllegalStateException(
          "the audited call of this AuditDraft has ended: "
              + draft.point().place()
              + ". What is said now comes too late for its event");
    }
    if (draft != null) {
      return draft;
    }
    if (wiring.running().isOff()) {
      // what is not audited may still be written as if it were
      return auditing.nowhere();
    }
    throw new IllegalStateException(
        "there is no AuditDraft here: the current thread is in no audited call. Annotate the method with"
            + " @AuditLogged and let its class be a CDI bean, or use AuditLog to record an event by itself");
  }
}
