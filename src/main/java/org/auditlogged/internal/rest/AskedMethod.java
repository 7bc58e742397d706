// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Remembers that a client asked with HEAD: Jersey calls the GET method for it and says from then on
 * that GET was asked. Stateless.
 */
@Provider
@PreMatching
@Dependent
@Priority(AuditFilter.OUTERMOST)
public class AskedMethod implements ContainerRequestFilter {
  private static final String HEAD = "org.auditlogged.head";

  @Override
  public void filter(ContainerRequestContext request) {
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
