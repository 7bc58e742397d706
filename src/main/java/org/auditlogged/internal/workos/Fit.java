// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * <tr><td>targets<td>none is allowed by WorkOS's document, and none is made up
 * <tr><td>all of it<td>{@link Budget}
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

  private final long most;

  private Fit(long most) {
    this.most = most;
  }

  /**
   * What became of an event.
   *
   * @param event the event within the limits
   * @param cut how many of its parts were cut or left out; what they were is marked in its metadata
   */
  public record Fitted(AuditEvent event, long cut) {}

  /**
   * The event within the limits.
   *
   * @param most how many bytes its body may have
   */
  public static Fitted of(AuditEvent event, long most) {
    return new Fit(most).fit(event);
  }

  private Fitted fit(AuditEvent event) {
    var organization = optional(event.organization(), TEXT);
    var action = required(event.action());
    var actor = actor(event.actor());
    var targets = targets(event.targets());
    var context = context(event.context());
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
            MetadataLimits.fit(event.metadata(), cut));
    return new Fitted(cut.mark(Budget.within(fit, most, cut)), cut.count());
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

  /**
   * Those that the budget could have room for, so that the work and what is held are bounded by it,
   * not by what is offered: the rest would be left out later anyway.
   */
  private List<Target> targets(List<Target> targets) {
    var fit = new ArrayList<Target>(Math.min(targets.size(), 16));
    long ids = 0;
    long least = 0;
    for (var target : targets) {
      var type = required(target.type());
      var id = required(target.id());
      ids += JsonSize.field(type, id);
      if (ids > most && !fit.isEmpty()) {
        cut.lose(Cut.Part.TARGETS, targets.size() - fit.size());
        break;
      }
      var metadata = ids + least > most ? leftOut(target) : metadata(target);
      least += JsonSize.least(metadata, Budget.SHORT);
      fit.add(new Target(type, id, optional(target.name(), TEXT), metadata));
    }
    return fit;
  }

  private Map<String, Object> metadata(Target target) {
    return MetadataLimits.fit(target.metadata(), cut);
  }

  private Map<String, Object> leftOut(Target target) {
    cut.lose(Cut.Part.KEYS, target.metadata().size());
    return Map.of();
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
