// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.security.Principal;
import java.util.Optional;
import java.util.function.Function;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;

/**
 * Says who calls: the application's resolver if it has one, else the default. Never throws and
 * never answers {@code null}. For any thread.
 */
public final class Callers {
  private static final String UNKNOWN = "unknown";

  private final CallerResolver own;
  private final CallerResolver standard;
  private final Log log;

  /**
   * Callers of one application.
   *
   * @param own the application's resolver, or {@code null}
   * @param application the name of the actor where nobody calls
   */
  public Callers(CallerResolver own, String application) {
    this(own, application, Log.of(Callers.class));
  }

  Callers(CallerResolver own, String application, Log log) {
    this.own = own;
    this.log = log;
    this.standard = call -> standard(call, application);
  }

  public Caller of(CallContext call) {
    if (own != null) {
      try {
        var caller = own.resolve(call);
        if (caller != null) {
          return caller;
        }
        log.write(Message.RESOLVER_FAILED, own.getClass().getName(), "it returned null");
      } catch (Throwable e) {
        // Throwable: it is the application's code that runs here
        log.write(Message.RESOLVER_FAILED, e, own.getClass().getName(), e.getClass().getName());
      }
    }
    return standard.resolve(call);
  }

  private Caller standard(CallContext call, String application) {
    var principal = principal(call);
    if (principal.isPresent()) {
      return ask(principal.get(), JwtCaller::of)
          .or(() -> ask(principal.get(), Callers::named))
          // somebody is signed in, and that is all that is known
          .orElse(Caller.of("user", UNKNOWN));
    }
    return call.isRequest()
        ? Caller.of("anonymous", "anonymous")
        : Caller.of("system", application);
  }

  private static Optional<Caller> named(Principal principal) {
    return Optional.ofNullable(principal.getName()).map(name -> Caller.of("user", name));
  }

  private Optional<Caller> ask(
      Principal principal, Function<Principal, Optional<Caller>> question) {
    try {
      return question.apply(principal);
    } catch (Throwable e) {
      // Throwable: a token reads itself when it is asked, with code of anybody's
      var type = principal.getClass().getName();
      log.write(Message.RESOLVER_FAILED, e, "for " + type, e.getClass().getName());
      return Optional.empty();
    }
  }

  private static Optional<Principal> principal(CallContext call) {
    try {
      return call.principal();
    } catch (Throwable e) {
      // asking outside of a context: then nobody is signed in there
      return Optional.empty();
    }
  }

  /** Who is signed in: some servers have a nameless or an "anonymous" principal where nobody is. */
  public static Optional<Principal> signedIn(Principal principal) {
    var name = principal == null ? null : principal.getName();
    return name == null || name.isBlank() || name.equalsIgnoreCase("anonymous")
        ? Optional.empty()
        : Optional.of(principal);
  }
}
