// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auditlogged.internal.Message;

/**
 * What the server has to have. Looked at before its container looks at any of our beans: without it
 * they cannot be linked, which containers tell as dependencies that are not satisfied. Links
 * nothing of it. Stateless.
 */
final class RequiredApis {
  private static final Map<String, String> APIS = new LinkedHashMap<>();

  static {
    APIS.put("jakarta.ws.rs.core.Feature", "Jakarta REST");
    APIS.put("org.eclipse.microprofile.config.ConfigProvider", "MicroProfile Config");
    APIS.put("org.eclipse.microprofile.rest.client.RestClientBuilder", "MicroProfile REST Client");
  }

  private RequiredApis() {}

  /** What is missing, all at once, as the numbered message for the operator. */
  static Optional<String> missing() {
    var missing =
        APIS.entrySet().stream()
            .filter(api -> !isThere(api.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", no "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Message.MISSING_API.text(
                missing,
                "nothing could be audited. README, \"On your runtime\", says what to add: WildFly starts"
                    + " with -c standalone-microprofile.xml, Open Liberty has features, Quarkus extensions"));
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, RequiredApis.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
