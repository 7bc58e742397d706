// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.List;
import java.util.function.Predicate;
import org.auditlogged.internal.capture.EndNames;
import org.auditlogged.internal.capture.SecretNames;

/**
 * Finds what is captured and called like a secret, so that its value would never be anything but
 * {@code [redacted]}: by the same names as at run time. For one compilation.
 */
final class Secrets {
  private final SecretNames names;

  Secrets(SecretNames names) {
    this.names = names;
  }

  /** The names of a parameter that is a metadatum. */
  void value(Annotated in, List<String> parameter, Reports.At reports) {
    check(in, "name", parameter, names::hits, reports);
  }

  /** The names of a parameter that is the id of a target. */
  void id(Annotated in, List<String> parameter, Reports.At reports) {
    check(in, "type", parameter, names::hitsAsId, reports);
  }

  /** What an expression reads. */
  void of(Annotated in, String member, Reports.At reports) {
    check(in, member, EndNames.of(in.text(member)), names::hits, reports);
  }

  /** What the expression for the id of a target reads. */
  void idOf(Annotated in, String member, Reports.At reports) {
    check(in, member, EndNames.of(in.text(member)), names::hitsAsId, reports);
  }

  /** What a metadatum is called. */
  void key(Annotated in, Reports.At reports) {
    check(in, "name", List.of(in.text("name")), names::hits, reports);
  }

  private static void check(
      Annotated in,
      String member,
      List<String> called,
      Predicate<String> isSecret,
      Reports.At reports) {
    called.stream()
        .filter(isSecret)
        .findFirst()
        .ifPresent(
            name ->
                reports.error(
                    in,
                    member,
                    "\""
                        + name
                        + "\" is called like a secret, so its value would always be [redacted];"
                        + " capture something else, or set auditlogged.redact in"
                        + " META-INF/microprofile-config.properties"));
  }
}
