// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.Declarations;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.Selection;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.OnClassPath;
import org.auditlogged.internal.schema.Pins;
import org.auditlogged.internal.workos.SchemaStart;
import org.auditlogged.internal.workos.WorkOsEndpoints;
import org.auditlogged.internal.workos.WorkOsSchemas;

/** What a starting application knows of its actions' schemas. Stateless. */
final class Schemas {
  private static final Log LOG = Log.of(Schemas.class);

  /** Of an application that audits nothing. */
  static final Pins NONE = new Pins(Catalogue.of(List.of(), Set.of()), LockFile.EMPTY);

  private Schemas() {}

  /**
   * The catalogue and the lock file of an application, whose class loader is the thread's; where
   * they differ is told.
   *
   * @throws IllegalStateException when a file cannot be used; the text says which and why
   */
  static Pins pins(Collection<Class<?>> types, Routes routes, Set<String> automatic) {
    var loader = Thread.currentThread().getContextClassLoader();
    try {
      var catalogue =
          Declarations.catalogue(types, routes, OnClassPath.catalogue(loader), automatic);
      var lock = OnClassPath.lockFile(loader);
      var differences = lock.differences(catalogue);
      if (!lock.pins().isEmpty() && !differences.isEmpty()) {
        LOG.write(Message.PINS_DIFFER, new Lines(differences));
      }
      return new Pins(catalogue, lock);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(Message.BAD_SCHEMAS.text(e.getMessage()), e);
    }
  }

  /**
   * What the configuration asks for at the start, and delivery, which may have to wait for it.
   *
   * @param client is used when WorkOS is asked
   * @return ends what is under way
   */
  static Runnable start(
      AuditConfig config,
      Pins pins,
      Instance<WorkOsEndpoints> client,
      Outbox outbox,
      CourierLoop courier) {
    if (config.schema() == AuditConfig.Schema.OFF
        || config.destination() != AuditConfig.To.WORKOS) {
      courier.start();
      return () -> {};
    }
    var start =
        new SchemaStart(
            config.schema(),
            new WorkOsSchemas(OfferedClient.of(client, config.application())),
            pins,
            config.delivery(),
            new SchemaStart.Then(
                courier::start,
                action -> {
                  outbox.parkedEntries().release(Selection.ofAction(action));
                  courier.wake();
                }));
    start.start();
    return start::close;
  }
}
