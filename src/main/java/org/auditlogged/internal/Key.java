// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every configuration key: the one table that reading, the search for mistyped keys and the README
 * share. {@link #API_KEY} and {@link #URL} are listed here and read elsewhere: the first when it is
 * needed, the second by the REST client. Immutable, for any thread.
 */
public enum Key {
  API_KEY("workos.api-key", null, "none", "the key of the WorkOS account, sk_…"),
  ORGANIZATION("workos.organization-id", null, "none", "organization when nothing else gives one"),
  URL(
      "workos/mp-rest/url",
      "https://api.workos.com",
      "where events are sent; and the other `mp-rest` keys"),
  ENABLED("auditlogged.enabled", "true", "whether anything is audited"),
  DESTINATION("auditlogged.destination", "workos", "`log` prints events instead (development)"),
  APPLICATION(
      "auditlogged.application",
      null,
      "name of the deployment",
      "actor of system events, user agent, default outbox folder"),
  TRUSTED_PROXIES(
      "auditlogged.trusted-proxies", "none", "CIDRs whose forwarding headers are believed"),
  CLIENT_ADDRESS_HEADERS(
      "auditlogged.client-address-headers",
      "Forwarded,X-Forwarded-For",
      "headers that name the client; the first one present decides"),
  METADATA(
      "auditlogged.metadata",
      String.join(",", AuditConfig.AUTOMATIC),
      "which automatic metadata audited calls get; empty or `none` for none"),
  REDACT(
      "auditlogged.redact",
      String.join(",", AuditConfig.SECRETS),
      "names whose values never leave"),
  MAX_EVENT_SIZE(
      "auditlogged.max-event-size",
      "100 KB",
      "larger events are cut, metadata first and targets last; 8 KB to 10 MB"),
  ON_FAILURE(
      "auditlogged.on-failure",
      "log",
      "`fail`: the caller sees AuditNotRecordedException when an event could not be kept"),
  OUTBOX_DIRECTORY(
      "auditlogged.outbox.directory",
      null,
      "`auditlogged/<application>` in the server's data folder, else in the working directory",
      "where events wait"),
  OUTBOX_SYNC(
      "auditlogged.outbox.sync", "full", "`full` survives power loss, `normal` survives `kill -9`"),
  OUTBOX_MAX_SIZE("auditlogged.outbox.max-size", "4 GB", "when full, new events are refused"),
  OUTBOX_DATA_SOURCE(
      "auditlogged.outbox.data-source",
      null,
      "none",
      "events wait in this database instead, in the caller's transaction, for all nodes: a JNDI name, or the name of a bean"),
  OUTBOX_SCHEMA(
      "auditlogged.outbox.schema", null, "the connection's", "the schema of the outbox's tables"),
  OUTBOX_CREATE_TABLE(
      "auditlogged.outbox.create-table", "true", "`false`: the tables are made by somebody else"),
  OUTBOX_TAKE_OVER_FROM(
      "auditlogged.outbox.take-over-from",
      null,
      "none",
      "the `data-source` that was used before: what still waits there is moved to the directory"),
  RATE("auditlogged.delivery.rate", "90", "sendings per second, 1 to 100000"),
  CONCURRENCY("auditlogged.delivery.concurrency", "8", "sendings at once, 1 to 256"),
  RETRY_INITIAL("auditlogged.delivery.retry-initial", "PT0.5S", "first backoff, at most PT1H"),
  RETRY_MAXIMUM("auditlogged.delivery.retry-maximum", "PT5M", "longest backoff, at most PT24H"),
  SHUTDOWN_GRACE(
      "auditlogged.delivery.shutdown-grace",
      "PT5S",
      "how long a stop waits for sendings under way, at most PT10M"),
  SCHEMA(
      "auditlogged.schema",
      "off",
      "`check`: what WorkOS does not know of the actions' schemas is told at the start; `register`: it is created"),
  HEALTH(
      "auditlogged.health",
      "true",
      "`false`: MicroProfile Health's readiness tells as much and is never down"),
  OLDEST_WAITING(
      "auditlogged.health.oldest-waiting",
      "PT15M",
      "readiness is down when an event waits for longer than this, at most PT720H");

  private static final String PREFIX = "auditlogged.";
  private static final List<String> NAMES = Arrays.stream(values()).map(Key::key).toList();

  private final String key;
  private final String fallback;
  private final String shown;
  private final String description;

  Key(String key, String fallback, String description) {
    this(key, fallback, fallback, description);
  }

  Key(String key, String fallback, String shown, String description) {
    this.key = key;
    this.fallback = fallback;
    this.shown = shown;
    this.description = description;
  }

  /** The key as it is written. */
  public String key() {
    return key;
  }

  /** The default in words. */
  public String shown() {
    return shown;
  }

  public String description() {
    return description;
  }

  /** A row of the README's table. */
  String row() {
    var standard = fallback == null ? shown : "`" + shown.replace(",", ", ") + "`";
    return "| `%s` | %s | %s |".formatted(key, standard, description);
  }

  /** The default as a value, or {@code null} when it is none or has to be worked out. */
  String fallback() {
    return fallback;
  }

  /** See {@link AuditConfig#unknownKeys}. */
  static Map<String, String> unknown(Iterable<String> names) {
    Set<String> all = new TreeSet<>();
    names.forEach(all::add);
    var unknown = new TreeMap<String, String>();
    for (var name : all) {
      // some servers list AUDITLOGGED_A_B a second time, as auditlogged.a.b
      boolean isKnown = NAMES.contains(name) || RouteKey.of(name).isPresent();
      if (name.startsWith(PREFIX) && !isKnown && !all.contains(environment(name))) {
        var candidates = new ArrayList<>(RouteKey.like(name));
        if (!name.startsWith(RouteKey.PREFIX)) {
          candidates.addAll(ours());
        }
        var meant = Spelling.nearest(name, candidates);
        unknown.put(name, meant.map(key -> "; did you mean " + key + "?").orElse(""));
      }
    }
    return new LinkedHashMap<>(unknown);
  }

  private static List<String> ours() {
    return NAMES.stream().filter(key -> key.startsWith(PREFIX)).toList();
  }

  private static String environment(String name) {
    return name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
