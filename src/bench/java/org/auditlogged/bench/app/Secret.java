// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

/** What all ways of the endpoint do: the least that an endpoint does. */
final class Secret {
  private Secret() {}

  static String read(String name) {
    return "{\"name\":\"" + name + "\",\"value\":\"********\"}";
  }
}
