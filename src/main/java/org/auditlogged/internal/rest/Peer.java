// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Method;

/**
 * The other end of the connection that a request came through, as far as the server tells: Jakarta
 * REST does not know it. For the request's thread.
 */
interface Peer {
  /** Where Helidon, which has no servlets either, puts the address. */
  String HELIDON = "io.helidon.jaxrs.remote-host";

  /** Its address, or {@code null}. */
  String address(ContainerRequestContext request);

  /** Asks the request of whatever the server speaks HTTP with, which CDI has to have. */
  static Peer of(Instance<Object> beans) {
    try {
      Class.forName("jakarta.servlet.http.HttpServletRequest", false, Peer.class.getClassLoader());
      // the qualifier, because TomEE has another with one of its own
      return new OfServlet(beans.select(HttpServletRequest.class, Default.Literal.INSTANCE));
    } catch (ClassNotFoundException | LinkageError e) {
      // no Servlet API here
      return OfVertx.of(beans, "io.vertx.core.http.HttpServerRequest");
    }
  }

  /** Apart, so that the Servlet API is linked only where it is there. */
  record OfServlet(Instance<HttpServletRequest> requests) implements Peer {
    @Override
    public String address(ContainerRequestContext request) {
      try {
        return requests.isResolvable() ? requests.get().getRemoteAddr() : null;
      } catch (RuntimeException e) {
        // called outside of a servlet request, or after it was taken back
        return null;
      }
    }
  }

  /** Quarkus has no servlets. By reflection: what only one server has is nothing to build with. */
  record OfVertx(Instance<?> requests, Method remoteAddress, Method hostAddress) implements Peer {
    static Peer of(Instance<Object> beans, String type) {
      try {
        var request = Class.forName(type, false, Peer.class.getClassLoader());
        var remoteAddress = request.getMethod("remoteAddress");
        return new OfVertx(
            beans.select(request),
            remoteAddress,
            remoteAddress.getReturnType().getMethod("hostAddress"));
      } catch (ReflectiveOperationException | LinkageError e) {
        // Helidon says it with the request; of other servers we know no more
        return request -> request.getProperty(HELIDON) instanceof String host ? host : null;
      }
    }

    @Override
    public String address(ContainerRequestContext request) {
      try {
        var address = requests.isResolvable() ? remoteAddress.invoke(requests.get()) : null;
        return address == null ? null : (String) hostAddress.invoke(address);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // called outside of a request
        return null;
      }
    }
  }
}
