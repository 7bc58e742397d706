// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Actor;
import org.auditlogged.AuditEvent.Context;
import org.auditlogged.AuditEvent.Target;

/**
 * Makes an event obey WorkOS's rules, so that it is not refused for its form.
 *
 * <table>
 * <caption>What is done</caption>
 * <tr><th>field<th>rule
 * <tr><td>action, location; id and type of actor and targets<td>at most 255, blanks around them
 *     removed; {@code unknown} when missing or nothing of it can be seen
 * <tr><td>organization; names<td>at most 255, left out likewise
 * <tr><td>user agent<td>at most 500, left out likewise
 * <tr><td>all texts<td>{@link BoundedText}: one line, whole characters, {@code …} where cut
 * <tr><td>metadata<td>{@link MetadataLimits}; {@code truncated} where something is missing
 * <tr><td>occurredAt<td>whole milliseconds, within the years 0000 to 9999
 * <tr><td>actor, context<td>{@code unknown} when missing
 * <tr><td>targets<td>all of them; none is allowed by WorkOS's document, and none is made up
 * <tr><td>id, version<td>unchanged
 * </table>
 *
 * <p>Invariants: the same event gives the same result; a result is its own result; nothing is
 * thrown, whatever the values are. Lengths are counted in UTF-16 units, the stricter reading. Holds
 * what one event has lost so far; {@link #of} is for any thread.
 */
public final class Fit {
  static final String UNKNOWN = "unknown";
  static final int TEXT = 255;
  static final int USER_AGENT = 500;

  // a date-time has four digits for the year
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Cut cut = new Cut();

  private Fit() {}

  /**
   * What became of an event.
   *
   * @param event the event within the limits
   * @param lost how many of its parts were cut or left out; what they were is marked in its
   *     metadata
   */
  public record Fitted(AuditEvent event, long lost) {}

  /** The event within the limits. */
  public static Fitted of(AuditEvent event) {
    return new Fit().fit(event);
  }

  private Fitted fit(AuditEvent event) {
    var organization = optional(event.organization(), TEXT);
    var action = required(event.action());
    var actor = actor(event.actor());
    var targets = targets(event.targets());
    var context = context(event.context());
    var metadata = cut.mark(MetadataLimits.fit(event.metadata(), cut));
    var fit =
        new AuditEvent(
            event.id(),
            organization,
            action,
            event.version(),
            time(event.occurredAt()),
            actor,
            targets,
            context,
            metadata);
    return new Fitted(fit, cut.count());
  }

  private Actor actor(Actor actor) {
    if (actor == null) {
      return new Actor(UNKNOWN, UNKNOWN, null, Map.of());
    }
    return new Actor(
        required(actor.type()),
        required(actor.id()),
        optional(actor.name(), TEXT),
        MetadataLimits.fit(actor.metadata(), cut));
  }

  private List<Target> targets(List<Target> targets) {
    var fit = new Target[targets.size()];
    for (int i = 0; i < fit.length; i++) {
      fit[i] = target(targets.get(i));
    }
    return List.of(fit);
  }

  private Target target(Target target) {
    return new Target(
        required(target.type()),
        required(target.id()),
        optional(target.name(), TEXT),
        MetadataLimits.fit(target.metadata(), cut));
  }

  private Context context(Context context) {
    return context == null
        ? new Context(UNKNOWN, null)
        : new Context(required(context.location()), optional(context.userAgent(), USER_AGENT));
  }

  private static Instant time(Instant time) {
    var within = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    return within.truncatedTo(ChronoUnit.MILLIS);
  }

  private String required(String text) {
    var fit = optional(text, TEXT);
    return fit == null ? UNKNOWN : fit;
  }

  private String optional(String text, int limit) {
    if (text == null) {
      return null;
    }
    // twice: cleaning makes blanks, and what is cut is looked at without those in front
    var fit = BoundedText.of(text.strip(), limit, cut).strip();
    return BoundedText.isBlank(fit) ? null : fit;
  }
}
