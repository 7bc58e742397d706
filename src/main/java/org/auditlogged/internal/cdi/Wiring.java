// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.CallerResolver;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.SteadyClock;
import org.auditlogged.internal.capture.Assembler;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.AutomaticMetadata;
import org.auditlogged.internal.capture.Callers;
import org.auditlogged.internal.capture.ClientAddress;
import org.auditlogged.internal.capture.MaskedFields;
import org.auditlogged.internal.capture.Recorder;
import org.auditlogged.internal.capture.Redaction;
import org.auditlogged.internal.capture.Routes;
import org.auditlogged.internal.delivery.CourierLoop;
import org.auditlogged.internal.schema.Pins;
import org.auditlogged.internal.workos.EventWriter;
import org.auditlogged.internal.workos.WorkOsEndpoints;
import org.auditlogged.internal.workos.WorkOsEvents;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Starts the parts when the application does, and stops them with it. Invariant: they are started
 * once, before anything is audited, and stopped once; a start that fails fails the deployment. For
 * any thread.
 */
@ApplicationScoped
public class Wiring {
  private static final Log LOG = Log.of(Wiring.class);

  // lazily: a destination other than WorkOS needs no client
  @Inject @RestClient private Instance<WorkOsEvents> clients;
  @Inject private Instance<CallerResolver> resolvers;
  @Inject private Instance<AuditedClasses> audited;
  // where nobody offers the former
  @Inject private Instance<BindingExtension> found;
  @Inject @RestClient private Instance<WorkOsEndpoints> endpoints;
  @Inject private Event<AuditDraft> drafts;
  @Inject private Event<AuditEvent> events;
  @Inject private BeanManager beans;
  @Inject private Instance<Offered> offered;

  private final Aside aside = new Aside();
  private final TransactionEnd transaction = new TransactionEnd();
  private final Status status = new Status(this);
  private final Management management = new Management();
  private final Ends ends = new Ends();
  private volatile Running running;
  private AuditConfig config;
  private Pins pins;
  private Outboxes outboxes;
  private Announcer announcer;
  private Runnable stopSchemas = () -> {};

  /** Early, because other observers of the start may be audited or record something. */
  void start(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
          Object started) {
    startOnce(false);
  }

  /** Later than the other where both are told, but the only true start of Quarkus. */
  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Startup started) {
    startOnce(false);
  }

  /** A lost call costs nothing: the courier looks into the outbox by itself. */
  void wake(@ObservesAsync AuditEvent event) {
    if (isOn()) {
      running.courier().wake();
    }
  }

  /**
   * While the REST client is still there: nothing is sent any more, but what ends with the
   * application is kept.
   */
  void stopSending(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopped) {
    ends.run();
    if (isOn()) {
      stopSchemas.run();
      running.courier().close();
    }
  }

  /**
   * Started, at the latest now: a bean that the server starts eagerly may be audited before the
   * start is told.
   */
  Running running() {
    var now = running;
    return now == null ? startOnce(true) : now;
  }

  /** Something is called; before there is a configuration, nobody will hear of it. */
  void tellIfTooEarly(Object what) {
    if (running() == Running.NOT_YET) {
      LOG.write(Message.TOO_EARLY, what);
    }
  }

  /**
   * Starts, unless it is too early.
   *
   * @param isUp whether all is there that the application's names stand for; before that, Payara
   *     has no data source of the application's own
   */
  private synchronized Running startOnce(boolean isUp) {
    if (running == null && Server.isPreparing()) {
      return Running.NOT_YET;
    }
    if (running == null) {
      var settings = ConfigProvider.getConfig();
      // first: a mistyped key is why another is missing
      AuditConfig.unknownKeys(settings.getPropertyNames())
          .forEach((key, hint) -> LOG.write(Message.UNKNOWN_KEY, key, hint));
      config =
          AuditConfig.read(
              ConfigValues.of(settings),
              Routes::problems,
              Server.deployment(),
              Server.dataFolder(System::getProperty));
      boolean mayComeLater = !isUp && Server.startsWithServlets();
      if (config.enabled() && mayComeLater && !Outboxes.isThere(config.outbox())) {
        return Running.NOT_YET;
      }
      if (config.enabled()) {
        running = start(settings);
        offered.get().exist();
      } else {
        LOG.write(Message.DISABLED);
        running = Running.OFF;
      }
    }
    return running;
  }

  private Running start(Config settings) {
    var points = new AuditPoints();
    var classes = audited.isResolvable() ? audited.get().load() : found.get().audited();
    points.problems(classes);
    var writer = EventWriter.create();
    var callers = new Callers(resolver(), config.application());
    var redaction = new Redaction(config.capture());
    var routes = new Routes(config.routes(), redaction, points);
    var assembler = assembler(redaction);
    pins = Schemas.pins(classes, routes, config.capture().automaticMetadata());
    var destination = Destinations.of(config, clients, settings);
    // last what has to be closed again, so that a start that fails leaves nothing behind
    outboxes = Outboxes.open(config.outbox(), SteadyClock.start());
    var outbox = outboxes.outbox();
    try {
      var loader = Thread.currentThread().getContextClassLoader();
      var courier =
          new CourierLoop(outbox, destination, config.delivery(), outboxes.clock(), loader);
      announcer = new Announcer(events, beans, loader, courier::awaitsEvents);
      var recorder =
          new Recorder(
              assembler,
              outbox,
              new Recorder.Steps(pins, writer::write, announcer::announce),
              config.capture());
      told(points, routes);
      management.publish(config.application(), status);
      stopSchemas = Schemas.start(config, pins, endpoints, outbox, courier);
      return new Running(points, routes, callers, recorder, outbox, courier);
    } catch (Throwable e) {
      outboxes.close();
      throw e;
    }
  }

  private Assembler assembler(Redaction redaction) {
    var capture = config.capture();
    return new Assembler(
        config.organization(),
        new AutomaticMetadata(capture.automaticMetadata()),
        redaction,
        new ClientAddress(capture),
        this::tell);
  }

  private void tell(AuditDraft draft) {
    aside.call(
        () -> {
          drafts.fire(draft);
          return null;
        });
  }

  /** What is to be done before the parts are stopped. */
  Ends ends() {
    return ends;
  }

  /** Whether it has started, and anything is audited; starts nothing. */
  boolean isOn() {
    var now = running;
    return now != null && !now.isOff();
  }

  /** The application's name, also when nothing is audited. */
  String application() {
    return running() == Running.NOT_YET ? Server.deployment() : config.application();
  }

  /** What is known of the schemas of all actions; nothing when auditing is switched off. */
  Pins pins() {
    return running().isOff() ? Schemas.NONE : pins;
  }

  /** What was configured; there as soon as anything runs. */
  AuditConfig settings() {
    return config;
  }

  Status status() {
    return status;
  }

  Aside aside() {
    return aside;
  }

  TransactionEnd transaction() {
    return transaction;
  }

  private CallerResolver resolver() {
    // two of them: the container says which, better than we could
    return resolvers.isUnsatisfied() ? null : resolvers.get();
  }

  private void told(AuditPoints points, Routes routes) {
    var counts = outboxes.counts();
    LOG.write(
        Message.STARTED,
        points.known().size()
            + " methods"
            + (routes.isEmpty() ? "" : " and " + routes.all().size() + " routes"),
        config.application(),
        outboxes.place(),
        counts.waiting(),
        counts.parked(),
        config.destination().name().toLowerCase(Locale.ROOT));
    found(Stream.concat(points.known().stream(), routes.all().stream()).toList());
  }

  /** Tells of points that nobody was told of before. */
  void found(List<AuditPoint> points) {
    points.forEach(point -> LOG.debug(point.act().action() + " " + point.place()));
    var masked = MaskedFields.of(points, new Redaction(config.capture()));
    if (!masked.isEmpty()) {
      // a log of its own: each is told once, so none may be held back as a repetition
      Log.of(Wiring.class).write(Message.MASKED, new Lines(masked));
    }
  }

  @PreDestroy
  void stop() {
    management.withdraw();
    ends.run();
    var now = running;
    if (now != null && !now.isOff()) {
      stopSending(this);
      announcer.close();
      try {
        LOG.write(Message.STOPPED, config.application(), outboxes.counts().waiting());
      } finally {
        outboxes.close();
      }
    }
  }
}
