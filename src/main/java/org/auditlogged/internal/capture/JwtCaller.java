// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.Caller;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Reads a caller from MicroProfile JWT, where the runtime has it.
 *
 * <ol>
 *   <li>The id is {@code sub}, the name {@code name}, {@code upn} or {@code preferred_username},
 *       the organization {@code org_id}.
 *   <li>The kind is {@code service} for a token that a client got for itself. Where {@code gty} or
 *       {@code grant_type} is there, that is {@code client-credentials} or {@code
 *       client_credentials}; else, where a claim names a user, {@code preferred_username}, {@code
 *       name}, {@code upn} or {@code email}, the first of them begins with {@code
 *       service-account-}; else {@code idtyp} is {@code app}, or {@code client_id} or {@code azp}
 *       is the {@code sub}, with {@code @clients} behind it or without. Every other token is a
 *       {@code user}'s.
 *   <li>{@code act} (RFC 8693) says who acts as the caller: its {@code sub} becomes the metadata
 *       {@code impersonator}.
 * </ol>
 *
 * <p>A token that throws makes it throw. For any thread.
 */
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
      var subject = token.getSubject();
      var caller =
          Caller.of(isService(token, subject) ? "service" : "user", subject)
              .named(first(token, "name", "upn", "preferred_username"))
              .in(text(token, "org_id"));
      Object claim = token.getClaim("act");
      var impersonator = claim instanceof Map<?, ?> act ? text(act.get("sub")) : null;
      return Optional.of(impersonator == null ? caller : caller.with("impersonator", impersonator));
    }

    private static boolean isService(JsonWebToken token, String subject) {
      var grant = first(token, "gty", "grant_type");
      if (grant != null) {
        return grant.replace('-', '_').equals("client_credentials");
      }
      var user = first(token, "preferred_username", "name", "upn", "email");
      if (user != null) {
        return user.startsWith("service-account-");
      }
      return "app".equals(text(token, "idtyp"))
          || isSame(subject, text(token, "client_id"))
          || isSame(subject, text(token, "azp"));
    }

    private static boolean isSame(String subject, String client) {
      return subject.equals(client) || subject.equals(client + "@clients");
    }

    private static String first(JsonWebToken token, String... claims) {
      for (var claim : claims) {
        var text = text(token, claim);
        if (text != null) {
          return text;
        }
      }
      return null;
    }

    private static String text(JsonWebToken token, String claim) {
      Object value = token.getClaim(claim);
      return text(value);
    }

    private static String text(Object value) {
      // custom claims come as JSON values, whose text is quoted
      var text = value instanceof jakarta.json.JsonString json ? json.getString() : value;
      return text == null || text.toString().isBlank() ? null : text.toString();
    }
  }
}
