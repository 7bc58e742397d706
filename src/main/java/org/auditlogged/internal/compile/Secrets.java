// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.Collection;
import java.util.function.Predicate;
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

  /**
   * A value.
   *
   * @param member where to tell it
   * @param called what it is called where it comes from, or here
   */
  void value(Annotated in, String member, Collection<String> called, Reports.At reports) {
    check(in, member, called, names::hits, reports);
  }

  /** The id of a target: {@code tokenId} is none of a secret. */
  void id(Annotated in, String member, Collection<String> called, Reports.At reports) {
    check(in, member, called, names::hitsAsId, reports);
  }

  private static void check(
      Annotated in,
      String member,
      Collection<String> called,
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
