// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Logs messages of one package. Invariant: the same message is written at most once in ten seconds,
 * and the next one written says how many were held back, so that an outage at 10,000 calls a second
 * stays readable. For any thread; all state is behind its own lock.
 */
public final class Log {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final System.Logger logger;
  private final Clock clock;
  private final Map<Message, Repeats> repeats = new EnumMap<>(Message.class);

  /** Since when a message is quiet, and how many were held back. */
  private record Repeats(long since, long heldBack) {}

  public Log(System.Logger logger, Clock clock) {
    this.logger = logger;
    this.clock = clock;
  }

  /** A log named after the package of the given class. */
  public static Log of(Class<?> owner) {
    return new Log(System.getLogger(owner.getPackageName()), Clock.systemUTC());
  }

  public void write(Message message, Object... arguments) {
    write(message, null, arguments);
  }

  /**
   * With a stack trace at DEBUG, without texts: that of a foreign exception may hold what must not
   * be logged.
   */
  public void write(Message message, Throwable thrown, Object... arguments) {
    long held = admit(message);
    if (held < 0) {
      return;
    }
    try {
      var text = message.text(arguments);
      logger.log(message.level(), held == 0 ? text : text + " (" + held + " more like it before)");
      if (thrown != null && logger.isLoggable(System.Logger.Level.DEBUG)) {
        logger.log(System.Logger.Level.DEBUG, message.name(), Trace.of(thrown));
      }
    } catch (RuntimeException e) {
      // a logger that fails keeps no event from being kept or sent, and there is nobody to tell
      return;
    }
  }

  /** Once for each argument, of which there are few: none of them is held back. */
  public void each(Message message, Collection<?> arguments) {
    for (var argument : arguments) {
      synchronized (repeats) {
        repeats.remove(message);
      }
      write(message, argument);
    }
  }

  public void debug(String text) {
    logger.log(System.Logger.Level.DEBUG, text);
  }

  /** How many were held back before this one, or -1 when this one is held back too. */
  private long admit(Message message) {
    long now = clock.millis();
    synchronized (repeats) {
      var last = repeats.get(message);
      boolean quiet = last != null && now >= last.since && now - last.since < QUIET.toMillis();
      repeats.put(
          message, quiet ? new Repeats(last.since, last.heldBack + 1) : new Repeats(now, 0));
      return quiet ? -1 : last == null ? 0 : last.heldBack;
    }
  }
}
