// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import java.util.Map;

/**
 * What is kept of an audited request: copies, because the container takes its own objects back
 * before an asynchronous response is done. Also the expression variable {@code request}, hence the
 * names. Immutable by convention; for any thread.
 *
 * @param method the HTTP method
 * @param path the path below the application's root
 * @param route the path's template, or {@code null} when nothing matched
 * @param pathParams first values
 * @param queryParams first values
 * @param headers first values; any case
 * @param cookies values; none where nothing that is audited asks for any
 * @param peer who is connected, and what it says of others
 */
public record RequestFacts(
    String method,
    String path,
    String route,
    Map<String, String> pathParams,
    Map<String, String> queryParams,
    Map<String, String> headers,
    Map<String, String> cookies,
    Peer peer) {

  /**
   * The other end of the connection.
   *
   * @param address its address, or {@code null} when the server does not tell
   * @param forwarding all values of the headers that may name the client behind it; any case
   */
  public record Peer(String address, Map<String, List<String>> forwarding) {}
}
