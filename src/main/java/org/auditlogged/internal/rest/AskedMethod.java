// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * The HTTP method that a client asked with: Jersey calls the GET method for HEAD, and says from
 * then on that GET was asked. Stateless.
 */
final class AskedMethod {
  private static final String HEAD = "org.auditlogged.head";

  private AskedMethod() {}

  /** To be called before the server looks for a method. */
  static void remember(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      request.setProperty(HEAD, true);
    }
  }

  /** The method of the client's request. */
  static String of(ContainerRequestContext request) {
    return request.getMethod().equals(HttpMethod.GET) && isHead(request)
        ? HttpMethod.HEAD
        : request.getMethod();
  }

  private static boolean isHead(ContainerRequestContext request) {
    try {
      return request.getProperty(HEAD) != null;
    } catch (RuntimeException e) {
      // the request behind the properties was taken back by the server
      return false;
    }
  }
}
