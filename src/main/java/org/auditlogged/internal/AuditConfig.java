// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * All settings but the API key, which is read when it is needed so that it stands in no object that
 * could be printed. Immutable; read once at start.
 *
 * @param enabled whether anything is audited
 * @param destination where events go
 * @param application the application's name
 * @param organization the organization when nothing else gives one, or {@code null}
 * @param capture how calls become events
 * @param outbox where events are kept
 * @param delivery how they are sent
 * @param routes what is audited without annotation, in order of their names
 * @param schema what is done for the actions' schemas at the start
 * @param health when the application counts as unhealthy
 */
public record AuditConfig(
    boolean enabled,
    To destination,
    String application,
    String organization,
    Capture capture,
    Outbox outbox,
    Delivery delivery,
    List<Route> routes,
    Schema schema,
    Health health) {

  /** Names whose values never leave, compared without case, {@code -} and {@code _}. */
  public static final List<String> SECRETS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "pin",
          "otp",
          "secret",
          "token",
          "jwt",
          "bearer",
          "authorization",
          "credential",
          "cookie",
          "api-key",
          "access-key",
          "private-key",
          "signature",
          "session-id",
          "card",
          "cc-number",
          "security-code",
          "cvv",
          "cvc",
          "iban",
          "ssn");

  /** The automatic metadata there are, in the order in which they are added. */
  public static final List<String> AUTOMATIC =
      List.of(
          "event_id", "outcome", "error", "http_method", "http_route", "http_status", "trace_id");

  /** Where events go. */
  public enum To {
    WORKOS,
    LOG
  }

  /** What is done for the actions' schemas at the start. */
  public enum Schema {
    /** Nothing. */
    OFF,
    /** What WorkOS does not know is told. */
    CHECK,
    /** What WorkOS does not know is created. */
    REGISTER
  }

  /** What happens when an event could not be kept. */
  public enum OnFailure {
    LOG,
    FAIL
  }

  /** What an appended event survives. */
  public enum Sync {
    /** Power loss. */
    FULL,
    /** {@code kill -9}. */
    NORMAL
  }

  /**
   * How calls become events.
   *
   * @param trustedProxies CIDRs whose forwarding headers are believed
   * @param clientAddressHeaders the headers that name the client, in order
   * @param automaticMetadata which automatic metadata to add
   * @param redact names whose values never leave
   * @param maxEventBytes how large the body of an event may become
   * @param onFailure what happens when an event could not be kept
   */
  public record Capture(
      List<String> trustedProxies,
      List<String> clientAddressHeaders,
      Set<String> automaticMetadata,
      List<String> redact,
      long maxEventBytes,
      OnFailure onFailure) {}

  /**
   * Where events are kept.
   *
   * @param directory the folder
   * @param sync what an appended event survives
   * @param maxBytes how large the outbox may become
   * @param table the table that it is instead, or {@code null}
   * @param takeOverFrom the table that it was before, or {@code null}
   */
  public record Outbox(Path directory, Sync sync, long maxBytes, Table table, Table takeOverFrom) {

    /** One on disk. */
    public Outbox(Path directory, Sync sync, long maxBytes) {
      this(directory, sync, maxBytes, null, null);
    }
  }

  /**
   * An outbox in the application's own database.
   *
   * @param dataSource the JNDI name of the data source, or the name of a bean
   * @param schema the schema of the tables, or {@code null} for the connection's
   * @param create whether tables that are missing are made
   */
  public record Table(String dataSource, String schema, boolean create) {
    /** What a schema may be called, in words. */
    public static final String SCHEMA_NAME = "a name of letters, digits and _, at most 63";

    // it becomes part of statements
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    /** Whether a schema may be called so. */
    public static boolean isSchemaName(String name) {
      return SCHEMA.matcher(name).matches();
    }
  }

  /**
   * How events are sent.
   *
   * @param rate sendings per second
   * @param concurrency sendings at once
   * @param retryInitial the first backoff
   * @param retryMaximum the longest backoff
   * @param shutdownGrace how long a stop waits for sendings under way
   */
  public record Delivery(
      int rate,
      int concurrency,
      Duration retryInitial,
      Duration retryMaximum,
      Duration shutdownGrace) {}

  /**
   * When the application counts as unhealthy.
   *
   * @param tells whether it ever does
   * @param oldestWaiting for how long an event may wait
   */
  public record Health(boolean tells, Duration oldestWaiting) {}

  /**
   * A route as it was written; what the texts mean is known to those who match paths and compile
   * expressions.
   *
   * @param name its name
   * @param texts what was set, by the part of the key after the name
   */
  public record Route(String name, Map<String, String> texts) {
    /** The whole key. */
    public String key(String part) {
      return RouteKey.PREFIX + name + "." + part;
    }
  }

  /**
   * A value that cannot be used.
   *
   * @param key its key
   * @param expected what it must be
   * @param value what it was, or {@code null} when it is not set
   */
  public record Problem(String key, String expected, String value) {}

  /**
   * What is configured.
   *
   * @param names all names there are; where names are free, nothing else tells of them
   * @param lookup a key's value; an empty text is a value, absent is not
   */
  public record Properties(Iterable<String> names, Function<String, Optional<String>> lookup) {}

  /**
   * Reads and checks all keys.
   *
   * <p>A blank value is an empty list where a list is expected, and counts as absent elsewhere.
   * {@code none} is an empty list, too.
   *
   * @param properties what is configured
   * @param check says what is wrong with routes
   * @param deployment the name of the deployment
   * @param dataFolder the server's folder for data, or the working directory
   * @throws IllegalArgumentException when values are wrong: one text with all problems, keys first
   */
  public static AuditConfig read(
      Properties properties,
      Function<List<Route>, List<Problem>> check,
      String deployment,
      Path dataFolder) {
    return new ConfigReader(properties, check).read(deployment, dataFolder);
  }

  /**
   * The keys that look like ours and are none.
   *
   * @param names all names in the configuration
   * @return each such name, in order, with what to add to {@link Message#UNKNOWN_KEY}: what was
   *     probably meant, or nothing
   */
  public static Map<String, String> unknownKeys(Iterable<String> names) {
    return Key.unknown(names);
  }
}
