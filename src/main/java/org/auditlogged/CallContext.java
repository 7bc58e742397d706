// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.security.Principal;
import java.util.Optional;

/** What is known of an audited call when its caller is asked for. For the calling thread only. */
public interface CallContext {

  /**
   * The authenticated caller.
   *
   * @return the principal of the request, else of the thread; empty when nobody is signed in. With
   *     MicroProfile JWT it is the {@code JsonWebToken}.
   */
  Optional<Principal> principal();

  /**
   * Whether the call came as an HTTP request, or through a WebSocket.
   *
   * @return false for jobs, messages and start-up code
   */
  boolean isRequest();

  /**
   * The first value of a request header.
   *
   * @param name the header's name, in any case
   * @return its value; empty without a request or without the header
   */
  Optional<String> header(String name);

  /**
   * The request's path below the application's root.
   *
   * @return the path; empty without a request
   */
  Optional<String> path();
}
