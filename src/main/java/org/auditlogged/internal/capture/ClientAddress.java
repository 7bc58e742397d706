// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.Cidr;
import org.auditlogged.internal.IpAddress;

/**
 * Where a call came from. Invariant: the answer is an address that the server saw itself, or one
 * that a chain of trusted proxies vouches for; nobody else can make one up.
 *
 * <ol>
 *   <li>The headers of a peer that is no trusted proxy are ignored: the peer is the client.
 *   <li>Of the configured headers the first one present decides, alone. So only those belong into
 *       {@code auditlogged.client-address-headers} that the proxy sets or removes on each request:
 *       what it passes on untouched is the client's own word.
 *   <li>Its addresses are gone through from the right, each named by the one before: while the last
 *       one is a trusted proxy, the next one is believed. Where that ends, because an address is
 *       not trusted, is hidden ({@code _gazonk}, {@code unknown}) or is none at all, the last one
 *       believed is the answer.
 *   <li>A peer that is not known (no Servlet API) is trusted only when everybody is: {@code
 *       0.0.0.0/0} or {@code ::/0}.
 *   <li>{@code unknown} when there is no address to believe.
 * </ol>
 *
 * <p>No name is ever looked up. At most 100 addresses are gone through. Immutable, for any thread.
 */
public final class ClientAddress {
  static final String UNKNOWN = "unknown";
  private static final int HOPS = 100;

  private final List<Cidr> trusted;
  private final List<String> headers;
  private final boolean isEverybodyTrusted;

  public ClientAddress(AuditConfig.Capture settings) {
    trusted = settings.trustedProxies().stream().map(ClientAddress::cidr).toList();
    headers = settings.clientAddressHeaders();
    isEverybodyTrusted = trusted.stream().anyMatch(Cidr::isEverything);
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text), text);
  }

  /**
   * The client's address.
   *
   * @param peer the address the server sees, or {@code null} when it is not known
   * @param lookup all lines of a header, in order; {@code null} or none when it is absent
   * @return an address, or {@code unknown}
   */
  public String of(String peer, Function<String, List<String>> lookup) {
    var believed = peer == null ? null : ForwardedChain.address(peer);
    if (isTrusted(believed)) {
      var chain = chain(lookup);
      for (int i = 0; i < HOPS && isTrusted(believed); i++) {
        var next = chain.next();
        if (next == null) {
          break;
        }
        believed = next;
      }
    }
    return believed == null ? UNKNOWN : believed.toString();
  }

  private boolean isTrusted(IpAddress address) {
    if (address == null) {
      return isEverybodyTrusted;
    }
    for (int i = 0; i < trusted.size(); i++) {
      if (trusted.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  private ForwardedChain chain(Function<String, List<String>> lookup) {
    for (var header : headers) {
      var lines = lookup.apply(header);
      if (lines != null && isThere(lines)) {
        return new ForwardedChain("Forwarded".equalsIgnoreCase(header), lines);
      }
    }
    return new ForwardedChain(false, List.of());
  }

  private static boolean isThere(List<String> lines) {
    for (var line : lines) {
      if (line != null && !line.isBlank()) {
        return true;
      }
    }
    return false;
  }
}
