// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds what annotations and routes ask for and will never get, because its name is secret: said
 * when the application is deployed, it is a name to change, not a hole in the trail. For one
 * thread.
 */
public final class MaskedFields {
  private final Redaction redaction;
  private final List<String> found = new ArrayList<>();

  private MaskedFields(Redaction redaction) {
    this.redaction = redaction;
  }

  /** One line for each of them. */
  public static List<String> of(Collection<AuditPoint> points, Redaction redaction) {
    var masked = new MaskedFields(redaction);
    points.stream()
        .sorted((a, b) -> a.place().method().compareTo(b.place().method()))
        .forEach(masked::look);
    return masked.found;
  }

  private void look(AuditPoint point) {
    var place = point.place().method();
    for (var target : point.fields().targets()) {
      var type = "target " + target.type();
      if (redaction.isSecretId(target.id())) {
        add(place, "id of " + type, target.id());
      }
      if (target.name() != null && redaction.isSecret(target.name())) {
        add(place, "name of " + type, target.name());
      }
      look(place, target.metadata());
    }
    look(place, point.fields().metadata());
    look(place, point.fields().actorMetadata());
  }

  private void look(String place, List<AuditPoint.Field> fields) {
    for (var field : fields) {
      if (redaction.isSecret(field.name())) {
        found.add(place + ": metadata " + field.name());
      } else if (redaction.isSecret(field.value())) {
        add(place, "metadata " + field.name(), field.value());
      }
    }
  }

  private void add(String place, String field, Source source) {
    var secret = source.names().stream().filter(redaction::isSecret).findFirst().orElse("");
    found.add(place + ": " + field + ", from " + secret);
  }
}
