// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.auditlogged.internal.Pause;
import org.auditlogged.internal.workos.Pages.Page;
import org.auditlogged.workos.AuditLogAction;
import org.auditlogged.workos.AuditLogExport;
import org.auditlogged.workos.AuditLogExport.State;
import org.auditlogged.workos.AuditLogExportRequest;
import org.auditlogged.workos.AuditLogSchema;
import org.auditlogged.workos.AuditLogSchemaVersion;
import org.auditlogged.workos.AuditLogsClient;
import org.auditlogged.workos.AuditLogsException.ExportFailed;

/** The client over a {@link Wire}. Holds no state; for any thread. */
public final class WorkOsClient implements AuditLogsClient {
  /** As long as WorkOS's address of a CSV lives. */
  private static final Duration LIFE_OF_AN_ADDRESS = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Wire wire;
  private final Asking asking;
  private final ExportWatch watch;
  private final Supplier<CsvDownload> downloads;

  WorkOsClient(Wire wire, ApiKey key, Clock clock, Pause pause, Supplier<CsvDownload> downloads) {
    this.wire = wire;
    this.asking = new Asking(key, clock, pause);
    this.watch = new ExportWatch(this::export, clock, asking::pause);
    this.downloads = downloads;
  }

  /**
   * By a server's REST client. Needs the application's class loader as the thread's.
   *
   * @param endpoints the REST client
   * @param key WorkOS's key, read on each use
   * @param application the application's name
   */
  public static WorkOsClient rest(
      WorkOsEndpoints endpoints, Supplier<Optional<String>> key, String application) {
    return of(new RestWire(endpoints, application), key);
  }

  /**
   * Without a server.
   *
   * @param base WorkOS's address
   * @param key WorkOS's key, read on each use
   * @param application who asks
   */
  public static WorkOsClient plain(URI base, Supplier<Optional<String>> key, String application) {
    return of(new JdkWire(base, application, PATIENCE), key);
  }

  private static WorkOsClient of(Wire wire, Supplier<Optional<String>> key) {
    return new WorkOsClient(
        wire,
        new ApiKey(key),
        Clock.systemUTC(),
        Pause.SLEEP,
        () -> new CsvDownload(LIFE_OF_AN_ADDRESS));
  }

  @Override
  public Stream<AuditLogAction> actions() {
    return Pages.stream(
        after -> asking.ask(key -> wire.actions(key, after), pages(Documents::action)));
  }

  @Override
  public Stream<AuditLogSchemaVersion> schemas(String action) {
    var name = named(action, "action");
    return Pages.stream(
        after ->
            asking.ask(key -> wire.schemas(key, name, after), pages(Documents::schemaVersion)));
  }

  private static <T> Function<Answer, Page<T>> pages(Function<JsonObject, T> reader) {
    return answer -> Page.read(answer.json(), reader);
  }

  @Override
  public AuditLogSchemaVersion createSchema(String action, AuditLogSchema schema) {
    var name = named(action, "action");
    if (schema.targets().isEmpty()) {
      throw new IllegalArgumentException(
          "the schema of " + action + " has no target; WorkOS takes one with one or more");
    }
    var body = Documents.bytes(schema);
    return asking.ask(key -> wire.createSchema(key, name, body), json(Documents::schemaVersion));
  }

  @Override
  public AuditLogExport createExport(AuditLogExportRequest request) {
    var body = Documents.bytes(request);
    return asking.ask(key -> wire.createExport(key, body), json(Documents::export));
  }

  @Override
  public AuditLogExport export(String id) {
    var named = named(id, "id");
    return asking.ask(key -> wire.export(key, named), json(Documents::export));
  }

  @Override
  public AuditLogExport awaitExport(String id, Duration limit) {
    return watch.await(id, limit);
  }

  @Override
  public Path downloadExport(String id, Path file) throws IOException {
    var download = downloads.get();
    // an address may have grown old on its way; the next one is fresh
    boolean isThere = download.to(file, ready(id)) || download.to(file, ready(id));
    if (!isThere) {
      throw new ExportFailed("the storage has no export " + id, State.READY);
    }
    return file;
  }

  private URI ready(String id) {
    var export = export(id);
    if (export.url() == null) {
      throw new ExportFailed(
          "export " + id + " is " + export.state() + "; await it first", export.state());
    }
    return export.url();
  }

  @Override
  public Optional<Period> retention(String organization) {
    var id = named(organization, "organization");
    return asking.ask(key -> wire.retention(key, id), json(Documents::retention));
  }

  @Override
  public Period retain(String organization, Period period) {
    var id = named(organization, "organization");
    if (period.toTotalMonths() != 0 || period.getDays() <= 0) {
      throw new IllegalArgumentException(
          "period must be a number of days like P30D or P365D, was " + period);
    }
    var body = Documents.retention(period.getDays());
    return asking.ask(
        key -> wire.setRetention(key, id, body),
        json(answer -> Documents.retention(answer).orElseThrow()));
  }

  @Override
  public URI portalLink(String organization) {
    return link(organization, null);
  }

  @Override
  public URI portalLink(String organization, URI back) {
    return link(organization, Objects.requireNonNull(back, "back"));
  }

  private URI link(String organization, URI back) {
    var body = Documents.portalLink(named(organization, "organization"), back);
    return asking.ask(key -> wire.portalLink(key, body), json(Documents::link));
  }

  private static <T> Function<Answer, T> json(Function<JsonObject, T> reader) {
    return answer -> reader.apply(answer.json());
  }

  /** What goes into a path: {@code .} and {@code ..} would change it. */
  private static String named(String text, String what) {
    if (text.isBlank() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(what + " must not be blank or dots, was \"" + text + '"');
    }
    return text;
  }
}
