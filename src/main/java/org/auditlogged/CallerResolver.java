// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

/**
 * Says who makes an audited call, and for which organization: the one extension point of this
 * library.
 *
 * <p>Replace the default with a bean of your own:
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Mine implements CallerResolver {
 *   public Caller resolve(CallContext call) {
 *     return Caller.of("user", id).named(name).in("org_…");
 *   }
 * }
 * }</pre>
 *
 * <ol>
 *   <li>It is asked at most once for each audited call, on the calling thread, when the method is
 *       entered; for a call that is refused before, when the response is made.
 *   <li>What it calls is not audited, or it would never end.
 *   <li>One that throws or returns {@code null} costs a warning; the default answers instead.
 * </ol>
 *
 * <p>The default: with MicroProfile JWT the claims {@code sub}, {@code name} (else {@code upn},
 * {@code preferred_username}) and {@code org_id}; else the security principal's name; else, in a
 * request, {@code anonymous}; without a request, {@code system} with the application's name. A
 * token that a client got with its own credentials makes a {@code service}, every other a {@code
 * user}; the {@code sub} of its {@code act} claim becomes the actor's metadata {@code
 * impersonator}.
 */
public interface CallerResolver {

  /**
   * Says who makes the call.
   *
   * @param call what is known of the call
   * @return the caller
   */
  Caller resolve(CallContext call);
}
