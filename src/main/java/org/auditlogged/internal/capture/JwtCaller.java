// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.security.Principal;
import java.util.Optional;
import java.util.stream.Stream;
import org.auditlogged.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads a caller from MicroProfile JWT, where the runtime has it. For any thread. */
final class JwtCaller {
  private static final boolean IS_THERE = isThere();

  private JwtCaller() {}

  /**
   * The caller that a token names; empty when the principal is none, or the runtime does not know
   * tokens.
   */
  static Optional<Caller> of(Principal principal) {
    return IS_THERE ? Token.read(principal) : Optional.empty();
  }

  private static boolean isThere() {
    try {
      Class.forName(
          "org.eclipse.microprofile.jwt.JsonWebToken", false, JwtCaller.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Apart, so that the token's class is linked only where it is there. */
  private static final class Token {
    static Optional<Caller> read(Principal principal) {
      if (!(principal instanceof JsonWebToken token) || token.getSubject() == null) {
        return Optional.empty();
      }
      var name =
          Stream.of("name", "upn", "preferred_username")
              .map(claim -> text(token, claim))
              .flatMap(Stream::ofNullable)
              .findFirst()
              .orElse(null);
      return Optional.of(
          Caller.of("user", token.getSubject()).named(name).in(text(token, "org_id")));
    }

    private static String text(JsonWebToken token, String claim) {
      Object value = token.getClaim(claim);
      // custom claims come as JSON values, whose text is quoted
      var text = value instanceof jakarta.json.JsonString json ? json.getString() : value;
      return text == null || text.toString().isBlank() ? null : text.toString();
    }
  }
}
