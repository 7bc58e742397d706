// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.AuditEvent;
import org.auditlogged.CallContext;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.capture.Assembler;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.AutomaticMetadata;
import org.auditlogged.internal.capture.Callers;
import org.auditlogged.internal.capture.ClientAddress;
import org.auditlogged.internal.capture.Recorder;
import org.auditlogged.internal.capture.Redaction;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.workos.EventWriter;

/**
 * The beans of an audited application, put together without a container and without observers, so
 * that what is measured is ours. For one thread.
 */
public final class HandWired {
  private static final CurrentRequest NO_REQUEST = new NoRequest();

  private final Auditing auditing = new Auditing();
  private final AuditInterceptor interceptor = new AuditInterceptor();
  private final TransactionWatch watch = new TransactionWatch();
  private final RestResources resources = new RestResources();
  private final Instance<CurrentRequest> requests = new Only<>(() -> this.request);
  private CurrentRequest request = NO_REQUEST;
  private TransactionEnd transactions = new TransactionEnd(() -> null);

  /**
   * An application.
   *
   * @param settings its configuration, defaults for the rest
   */
  public HandWired(Outbox outbox, Map<String, String> settings) {
    var config =
        AuditConfig.read(
            new AuditConfig.Properties(
                settings.keySet(), key -> Optional.ofNullable(settings.get(key))),
            Routes::problems,
            "bench",
            Path.of("."));
    var capture = config.capture();
    var redaction = new Redaction(capture);
    var points = new AuditPoints();
    var assembler =
        new Assembler(
            config.organization(),
            new AutomaticMetadata(capture.automaticMetadata()),
            redaction,
            new ClientAddress(capture),
            draft -> {});
    var recorder =
        new Recorder(
            assembler,
            outbox,
            new Recorder.Steps(event -> event, EventWriter.create()::write, event -> {}),
            capture);
    var running =
        new Running(
            points,
            new Routes(config.routes(), redaction, points),
            new Callers(null, config.application()),
            recorder,
            outbox,
            null);
    var surroundings = new Surroundings();
    inject(surroundings, "requests", requests);
    inject(surroundings, "principals", Only.nothing());
    inject(auditing, "surroundings", surroundings);
    var wiring =
        new Wiring() {
          @Override
          Running running() {
            return running;
          }

          @Override
          TransactionEnd transaction() {
            return transactions;
          }
        };
    inject(auditing, "wiring", wiring);
    inject(resources, "wiring", wiring);
    inject(watch, "auditing", auditing);
    inject(interceptor, "auditing", auditing);
  }

  public Auditing auditing() {
    return auditing;
  }

  public Instance<CurrentRequest> requests() {
    return requests;
  }

  /** Transactions begin and end, as their registry tells. */
  void transactions(TransactionEnd.Registry registry) {
    transactions = new TransactionEnd(() -> registry);
  }

  /** A request begins, as its scope does. */
  public void beginRequest() {
    request = auditing.request();
  }

  public RestResources resources() {
    return resources;
  }

  /** A call of a bean's method, as the outer interceptor sees it. */
  public Object call(InvocationContext call) throws Exception {
    return interceptor.audit(call);
  }

  /** The same, as the inner interceptor does. */
  public Object callInside(InvocationContext call) throws Exception {
    return watch.watch(call);
  }

  /** As {@code AuditLog.record}. */
  public void record(AuditEvent event) {
    auditing.record(List.of(event));
  }

  /** Does what a container does for a private field. */
  public static void inject(Object bean, String field, Object value) {
    set(field(bean.getClass(), field), bean, value);
  }

  private static Field field(Class<?> type, String name) {
    try {
      var field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Field field, Object bean, Object value) {
    try {
      field.set(bean, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a container gives out where there is no request: its first use fails. */
  private static final class NoRequest extends CurrentRequest {
    @Override
    CallContext caller() {
      throw new ContextNotActiveException("no request");
    }
  }
}
