// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.auditlogged.internal.capture.RequestFacts;

/** Copies the facts of a request while the container still has them. For the request's thread. */
final class RequestReader {
  private final Peer peer;
  private final BooleanSupplier readCookies;

  /**
   * A reader that asks the given container for the other end of the connection.
   *
   * @param readCookies whether anybody asks for cookies
   */
  RequestReader(Instance<Object> beans, BooleanSupplier readCookies) {
    this.peer = Peer.of(beans);
    this.readCookies = readCookies;
  }

  /**
   * The facts.
   *
   * @param route the template that the request was found by, or {@code null}
   * @param variables what the path says of it, beyond what the server knows
   */
  RequestFacts read(ContainerRequestContext request, String route, Map<String, String> variables) {
    var uri = request.getUriInfo();
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.getHeaders());
    var pathParams = first(uri.getPathParameters());
    pathParams.putAll(variables);
    return new RequestFacts(
        AskedMethod.of(request),
        uri.getPath(),
        route,
        pathParams,
        first(uri.getQueryParameters()),
        new FirstValues(headers),
        headers.containsKey(HttpHeaders.COOKIE) && readCookies.getAsBoolean()
            ? cookies(request)
            : Collections.emptyMap(),
        new RequestFacts.Peer(peer.address(request), headers));
  }

  private static Map<String, String> cookies(ContainerRequestContext request) {
    var cookies = new LinkedHashMap<String, String>();
    request.getCookies().forEach((name, cookie) -> cookies.put(name, cookie.getValue()));
    return cookies;
  }

  private static Map<String, String> first(MultivaluedMap<String, String> values) {
    var first = new LinkedHashMap<String, String>(4);
    for (var name : values.keySet()) {
      var value = values.getFirst(name);
      if (value != null) {
        first.put(name, value);
      }
    }
    return first;
  }
}
