// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;

/**
 * Every message for operators, numbered. 001–019: deployment · 020–039: delivery · 040–059: outbox
 * · 060–079: capture. A text says what is wrong, where, the value seen, and what was expected or
 * what happens now; it never holds a body or a key.
 */
public enum Message {
  /** Wrong configuration values: the deployment fails. */
  BAD_CONFIGURATION(1, Level.ERROR, "%s wrong in the configuration:%s"),
  /** Wrong annotations: the deployment fails. */
  BAD_ANNOTATIONS(2, Level.ERROR, "%s wrong in audit annotations:%s"),
  /** A key that does not exist. */
  UNKNOWN_KEY(3, Level.WARNING, "unknown configuration key %s; it has no effect%s"),
  /** Start. */
  STARTED(
      4,
      Level.INFO,
      "AuditLogged audits %s as \"%s\"; outbox %s, %s waiting, %s parked; delivery to %s"),
  /** Stop. */
  STOPPED(
      5,
      Level.INFO,
      "AuditLogged stopped for \"%s\"; %s waiting will be sent after the next start"),
  /** Switched off. */
  DISABLED(6, Level.WARNING, "auditlogged.enabled=false: nothing is audited"),
  /** The runtime lacks something required. */
  MISSING_API(7, Level.ERROR, "this server has no %s; %s"),
  /** What the REST implementation serves without CDI knowing it. */
  MORE_FOUND(
      8,
      Level.INFO,
      "AuditLogged audits %s more: of REST resources that are no CDI beans; %s in all"),
  /** A call before there is a configuration. */
  TOO_EARLY(
      9,
      Level.WARNING,
      "%s was called before the application had started; it is not recorded. Observe Startup instead"
          + " of @Initialized(ApplicationScoped.class)"),
  /** JMX, MicroProfile Health or Metrics would not have it. */
  NOT_SHOWN(10, Level.WARNING, "AuditStatus cannot be seen in %s: %s; everything else goes on"),

  /** WorkOS cannot be asked for schemas. */
  SCHEMAS_LATER(13, Level.WARNING, "schemas cannot be %s now: %s; events are kept, next try in %s"),
  /** The lock file, or what was compiled, cannot be used: the deployment fails. */
  BAD_SCHEMAS(14, Level.ERROR, "schema versions are not known: %s"),
  /** The code has changed since versions were pinned. */
  PINS_DIFFER(
      15,
      Level.WARNING,
      "auditlogged.lock is not what the code says; WorkOS may refuse these events:%s"),
  /** WorkOS does not say what the code says. */
  SCHEMA_DIFFERS(
      16,
      Level.WARNING,
      "schema of %s; WorkOS may refuse its events. Register it: auditlogged.schema=register, or the tool's"
          + " \"schemas register\""),
  /** A schema is there now. */
  SCHEMA_REGISTERED(17, Level.INFO, "schema of %s"),
  /** A schema is there now, and something is to be known of it. */
  SCHEMA_ODD(18, Level.WARNING, "schema of %s"),
  /** WorkOS does not take a schema. */
  SCHEMA_REFUSED(
      19,
      Level.ERROR,
      "WorkOS does not take the schema of %s; it refuses the events of that action"),

  /** Delivery halted. */
  HALTED(
      20,
      Level.ERROR,
      "delivery is halted: %s; events are kept, and delivery starts again by itself"),
  /** Delivery halted because no key is set. */
  NO_KEY(
      21,
      Level.ERROR,
      "workos.api-key is not set; events are kept, and delivery starts by itself once it is there"
          + " (environment: WORKOS_API_KEY)"),
  /** Outage. */
  UNREACHABLE(
      22, Level.WARNING, "WorkOS cannot take events now: %s; events are kept, next try in %s"),
  /** Delivery goes on. */
  RESUMED(23, Level.INFO, "delivery goes on"),
  /** Parked. */
  PARKED(24, Level.ERROR, "WorkOS refused event %s (%s): %s; parked by %s, kept, and sent %s"),
  /** Too large. */
  SHRUNK(
      25,
      Level.WARNING,
      "WorkOS found event %s too large; it was cut to half its size and is sent again"),
  /** Rate limited. */
  THROTTLED(26, Level.WARNING, "WorkOS asks to slow down; waiting %s"),
  /** A failure inside the courier. */
  COURIER_FAILED(27, Level.ERROR, "delivery failed inside: %s; events are kept, next try in %s"),
  /** An event that fails while others do not. */
  FAILS_ALONE(
      28,
      Level.WARNING,
      "event %s (%s) fails again and again while others are taken: %s; it is kept and tried ever more seldom"),
  /** An action or organization of which everything is refused. */
  BARRED(
      29,
      Level.ERROR,
      "WorkOS refuses the events of %s; they are kept, and one of them is tried from time to time"),
  /** And no longer. */
  UNBARRED(30, Level.INFO, "WorkOS takes the events of %s again; those kept back follow"),
  /** Sent later than the key is remembered. */
  LATE(
      31,
      Level.WARNING,
      "event %s was sent again more than 24 h after a sending of unknown outcome; WorkOS may have it twice"),
  /** What another node says that shares the outbox. */
  HEARD(32, Level.WARNING, "another node found out: %s"),

  /** Not kept. */
  LOST(40, Level.ERROR, "event %s (%s) could not be kept and is LOST: %s"),
  /** The outbox could not be opened. */
  OUTBOX_UNUSABLE(41, Level.ERROR, "the outbox in %s cannot be used: %s"),
  /** Another process has the outbox. */
  OUTBOX_LOCKED(
      42,
      Level.ERROR,
      "the outbox in %s is in use by %s; give each process its own auditlogged.outbox.directory"),
  /** The outbox's files are not tidied. */
  OUTBOX_GROWS(
      43,
      Level.WARNING,
      "the files of the outbox in %s could not be tidied: %s; events are kept, and the files grow until it works"),
  /** A damaged or foreign file was set aside. */
  OUTBOX_ASIDE(
      44,
      Level.ERROR,
      "the file of the outbox in %s cannot be used: %s; it was set aside as %s, with all that is in it, and none"
          + " of that is sent. New events go to a fresh one"),
  /** The disk hangs while it is written. */
  NOT_KNOWN(
      45,
      Level.ERROR,
      "whether event %s (%s) is kept is not known yet: %s; it is sent, or counted as lost, once the disk goes on"),

  /** Parked events go again. */
  RELEASED(46, Level.INFO, "%s parked events are sent again; chosen: %s; by %s"),
  /** Parked events were given up. */
  DISCARDED(47, Level.WARNING, "%s parked events were discarded; chosen: %s; by %s; because: %s"),
  /** A row that nobody could have written. */
  UNREADABLE(
      50,
      Level.ERROR,
      "the outbox in %s holds an entry that cannot be read, %s; it is parked and the others go on"),

  /** The outbox in the application's database cannot be used. */
  TABLE_UNUSABLE(51, Level.ERROR, "the outbox in the data source %s cannot be used: %s"),
  /** Nobody made its tables. */
  TABLE_MISSING(
      52,
      Level.ERROR,
      "the outbox in the data source %s cannot be used: %s, and auditlogged.outbox.create-table is false; they are made by%s"),

  /** Another outbox was emptied into this one. */
  MOVED(53, Level.INFO, "%s events that waited in the outbox %s were taken over"),
  /** Another outbox could not be emptied. */
  NOT_MOVED(
      54,
      Level.WARNING,
      "events that wait in the outbox %s cannot be taken over now: %s; they stay there, and it is tried again"),
  /** Transactions of callers cannot be used. */
  NOT_JOINABLE(
      55,
      Level.WARNING,
      "connections of the data source %s do not commit by themselves outside of transactions, so it cannot be told when they are in one: events are kept after their callers' transactions, not in them"),

  /** An expression failed. */
  EXPRESSION_FAILED(
      60, Level.WARNING, "%s: expression %s of %s failed: %s; the event goes without that field"),
  /** A resolver failed. */
  RESOLVER_FAILED(61, Level.WARNING, "CallerResolver %s failed: %s; the default answers instead"),
  /** An observer failed. */
  OBSERVER_FAILED(
      62,
      Level.WARNING,
      "an observer of AuditDraft failed on %s: %s; the event is recorded without it"),
  /** Something inside failed while a call was captured. */
  CAPTURE_FAILED(63, Level.ERROR, "capturing %s failed inside: %s; the call goes on"),
  /** No organization known. */
  NO_ORGANIZATION(
      64,
      Level.WARNING,
      "event of %s has no organization; it is kept and parked. Set workos.organization-id, give the caller an"
          + " org_id claim, or name it with @AuditLogged(organization = …)"),
  /** The asynchronous CDI event could not be fired. */
  NOT_FIRED(
      65,
      Level.WARNING,
      "the CDI event for %s could not be fired: %s; it is in the outbox and will be sent"),
  /** Called without the interceptor. */
  NOT_INTERCEPTED(
      66,
      Level.WARNING,
      "%s was called without CDI: it is recorded, but without arguments and AuditDraft. Give its class a"
          + " scope, and let CDI make its objects"),
  /** A producer returns what is audited. */
  PRODUCED(
      67,
      Level.WARNING,
      "%s produces what is audited: %s. CDI intercepts no objects that it did not make; give the class a scope"
          + " instead, or use InterceptionFactory"),
  /** Fields that are masked whatever they hold. */
  MASKED(
      68,
      Level.WARNING,
      "always [redacted], because auditlogged.redact lists a name of theirs; call them otherwise, or take the name"
          + " off that list:%s"),
  /** Not kept in the transaction of its call. */
  NOT_JOINED(
      69, Level.WARNING, "event %s (%s) could not be kept in the transaction of its call: %s; %s");

  private final int number;
  private final Level level;
  private final String text;

  Message(int number, Level level, String text) {
    this.number = number;
    this.level = level;
    this.text = text;
  }

  /**
   * The text with its number.
   *
   * @param arguments what the text's places hold; control characters become spaces, because some of
   *     it comes from clients and must not forge a line
   * @return the whole line
   */
  public String text(Object... arguments) {
    var cleaned = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      cleaned[i] = shown(arguments[i]);
    }
    return String.format(Locale.ROOT, "AUDIT-%03d ", number)
        + String.format(Locale.ROOT, text, cleaned);
  }

  /** A row of the README's table. */
  String row() {
    return String.format(
        Locale.ROOT, "| AUDIT-%03d | %s | %s |", number, level, text.replace("%s", "…"));
  }

  /**
   * How bad it is: ERROR, an event may be lost or is parked · WARNING, delivery is delayed · INFO.
   */
  Level level() {
    return level;
  }

  private static Object shown(Object argument) {
    if (argument instanceof Lines) {
      return argument;
    }
    return argument instanceof Duration duration
        ? words(duration)
        : clean(String.valueOf(argument));
  }

  /** For people: {@code 0.4 s}, {@code 5 min}. */
  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : seconds < 120 ? seconds + " s" : duration.toMinutes() + " min";
  }

  static String clean(String argument) {
    var cleaned = new StringBuilder(argument.length());
    argument
        .codePoints()
        .map(
            c ->
                Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || c == '\u2028'
                        || c == '\u2029'
                    ? ' '
                    : c)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }
}
