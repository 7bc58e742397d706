// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auditlogged.AuditEvent;

/** What we promise of a fitted event beyond what WorkOS's schema can say. */
final class OurRules {
  private final List<String> broken = new ArrayList<>();

  private OurRules() {}

  static List<String> broken(AuditEvent event) {
    var rules = new OurRules();
    rules.required("action", event.action(), 255);
    rules.optional("organization", event.organization(), 255);
    rules.required("actor.id", event.actor().id(), 255);
    rules.required("actor.type", event.actor().type(), 255);
    rules.optional("actor.name", event.actor().name(), 255);
    rules.metadata(event.actor().metadata());
    event
        .targets()
        .forEach(
            target -> {
              rules.required("target.id", target.id(), 255);
              rules.required("target.type", target.type(), 255);
              rules.optional("target.name", target.name(), 255);
              rules.metadata(target.metadata());
            });
    rules.required("location", event.context().location(), 255);
    rules.optional("user_agent", event.context().userAgent(), 500);
    rules.metadata(event.metadata());
    return rules.broken;
  }

  private void metadata(Map<String, Object> metadata) {
    metadata.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            text(key, text, 500);
          } else if (value instanceof Number number) {
            number(key, number);
          }
        });
  }

  private void number(String key, Number number) {
    boolean isPlain =
        List.of(Integer.class, Long.class, Double.class, BigDecimal.class)
            .contains(number.getClass());
    require(isPlain, key + " is a " + number.getClass());
    double read = Double.parseDouble(number.toString());
    require(Double.isFinite(read), key + " is " + number);
    require(
        new BigDecimal(Double.toString(read)).compareTo(new BigDecimal(number.toString())) == 0,
        key + " is read as " + read + ", not as " + number);
  }

  private void required(String field, String text, int limit) {
    require(text != null && !text.isBlank(), field + " is blank");
    optional(field, text, limit);
  }

  private void optional(String field, String text, int limit) {
    if (text != null) {
      require(!text.isBlank(), field + " is blank");
      require(text.equals(text.strip()), field + " has blanks around it");
      text(field, text, limit);
    }
  }

  private void text(String field, String text, int limit) {
    require(text.length() <= limit, field + " has " + text.length());
    for (int character : text.codePoints().toArray()) {
      boolean isHalf = character >= 0xd800 && character <= 0xdfff;
      boolean breaks =
          Character.isISOControl(character) || "\u2028\u2029\u202e".indexOf(character) >= 0;
      require(!isHalf && !breaks, field + " holds " + Integer.toHexString(character));
    }
  }

  private void require(boolean isKept, String problem) {
    if (!isKept) {
      broken.add(problem);
    }
  }
}
