// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.util.List;
import java.util.Optional;

/**
 * What a runtime does not give. Each is tested: a behaviour that is listed here has to fail, so
 * that none stays listed for longer than it is true.
 */
final class Limits {
  private Limits() {}

  /**
   * One.
   *
   * @param runtime the runtimes, as a pattern
   * @param behaviour the row
   * @param text the reason, for README
   */
  record Limit(String runtime, String behaviour, String text) {}

  private static final String NO_TRANSACTIONS =
      "The suite's application has no Jakarta Transactions there, so nothing is rolled back.";

  static final List<Limit> ALL =
      List.of(
          new Limit(
              "quarkus|tomee",
              EndingIT.STATUS_OF_UNMAPPED,
              "No filter sees an exception that nothing maps: the event is a `failure` with the"
                  + " exception, and without `http_status`. Jakarta REST leaves it open ("
                  + issue("jakartaee/rest", 855)
                  + "; "
                  + issue("quarkusio/quarkus", 25026)
                  + "; none found of CXF's)."),
          new Limit(
              "quarkus|helidon|tomee",
              RefusedIT.ROLES,
              "Looks at `@RolesAllowed` only after a set-up of its own, which the suite's application"
                  + " does not have: the call is not refused, and recorded as any other. Jakarta REST does"
                  + " not ask for it ("
                  + issue("jakartaee/rest", 309)
                  + ")."),
          new Limit(
              "quarkus",
              SurvivalIT.LISTED,
              "Which classes an application has is decided when it is built ("
                  + issue("quarkusio/quarkus", 3262)
                  + ")."),
          new Limit(
              "helidon",
              RefusedIT.VALIDATION,
              "The core bundle has no Bean Validation: the call is not refused, and recorded as any"
                  + " other. It is a dependency of its own ("
                  + issue("helidon-io/helidon", 4573)
                  + ")."),
          new Limit("helidon", DatabaseIT.WITHIN, NO_TRANSACTIONS),
          new Limit("helidon", DatabaseIT.UNDONE, NO_TRANSACTIONS),
          new Limit(
              "tomee",
              ServiceIT.START,
              "10.0.0-M2 does not tell of `Startup`; a service called by"
                  + " `@Initialized(ApplicationScoped.class)` is recorded. No issue of TomEE's was"
                  + " found; nothing tests it ("
                  + issue("jakartaee/cdi-tck", 353)
                  + ")."));

  private static String issue(String repository, int number) {
    return "[%s#%d](https://github.com/%s/issues/%d)"
        .formatted(repository, number, repository, number);
  }

  static Optional<Limit> of(String runtime, String behaviour) {
    return ALL.stream()
        .filter(limit -> runtime.matches(limit.runtime) && limit.behaviour.equals(behaviour))
        .findFirst();
  }
}
