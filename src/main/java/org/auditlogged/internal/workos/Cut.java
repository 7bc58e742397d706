// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.auditlogged.AuditEvent;

/**
 * What an event had to lose to fit. Invariant: what it lost stands in the event's own metadata as
 * {@code truncated}, a text like {@code texts 3, keys 12}, within their limits; a text that was cut
 * ends in {@code …} and so shows it by itself, which is why no key has to go only to say that. A
 * key of that name which the application gave stays. For one event and one thread.
 */
final class Cut {
  static final String MARK = "truncated";

  /** More bytes than the mark can take. */
  static final int ROOM = 150;

  private static final Pattern OURS = Pattern.compile("(?:[a-z_]{4,10} [0-9]{1,10}(?:, |$))+");

  private final Map<Part, Long> lost = new EnumMap<>(Part.class);

  /** What can be lost, in order. */
  enum Part {
    /** Texts that were cut. */
    TEXTS("texts"),
    /** Metadata that were left out. */
    KEYS("keys"),
    /** Names of the actor and of targets that were left out. */
    NAMES("names"),
    /** The user agent that was left out. */
    USER_AGENT("user_agent"),
    /** Targets that were left out. */
    TARGETS("targets");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  void lose(Part part, long count) {
    if (count > 0) {
      lost.merge(part, count, Long::sum);
    }
  }

  /** How many parts were lost. */
  long count() {
    long count = 0;
    for (long each : lost.values()) {
      count += each;
    }
    return count;
  }

  /** The event with the mark in its metadata, if anything was lost. */
  AuditEvent mark(AuditEvent event) {
    var metadata = lost.isEmpty() ? event.metadata() : mark(event.metadata());
    return metadata == event.metadata()
        ? event
        : new AuditEvent(
            event.id(),
            event.organization(),
            event.action(),
            event.version(),
            event.occurredAt(),
            event.actor(),
            event.targets(),
            event.context(),
            metadata);
  }

  private Map<String, Object> mark(Map<String, Object> metadata) {
    var before = metadata.get(MARK);
    if (before != null && !isOurs(before)) {
      return metadata;
    }
    var marked = new LinkedHashMap<>(metadata);
    if (before != null) {
      resume(before.toString());
    } else if (marked.size() >= MetadataLimits.KEYS) {
      if (lost.keySet().equals(Collections.singleton(Part.TEXTS))) {
        return metadata;
      }
      marked.remove(last(marked));
      lose(Part.KEYS, 1);
    }
    marked.put(MARK, text());
    return marked;
  }

  private static boolean isOurs(Object mark) {
    return mark instanceof String text && OURS.matcher(text).matches();
  }

  /** Adds what was lost before. */
  private void resume(String mark) {
    for (var each : mark.split(", ")) {
      var word = each.substring(0, each.indexOf(' '));
      for (var part : Part.values()) {
        if (part.word.equals(word)) {
          lose(part, Long.parseLong(each.substring(word.length() + 1)));
        }
      }
    }
  }

  private String text() {
    var text = new StringBuilder();
    lost.forEach(
        (part, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(part.word).append(' ').append(count));
    return text.toString();
  }

  private static String last(Map<String, Object> metadata) {
    String last = null;
    for (var key : metadata.keySet()) {
      last = key;
    }
    return last;
  }
}
