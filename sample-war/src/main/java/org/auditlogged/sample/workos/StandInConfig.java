// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Points the library at the stand-in when no key for WorkOS is set. Found by MicroProfile Config
 * through {@code META-INF/services}.
 */
public final class StandInConfig implements ConfigSource {
  private static StandIn standIn;

  private final Map<String, String> properties = wanted() ? properties(start()) : Map.of();

  /** The stand-in, when it is in use. */
  static synchronized Optional<StandIn> standIn() {
    return Optional.ofNullable(standIn);
  }

  /** Ends the stand-in. */
  static synchronized void stop() {
    if (standIn != null) {
      standIn.close();
      standIn = null;
    }
  }

  @Override
  public Map<String, String> getProperties() {
    return properties;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public String getValue(String name) {
    return properties.get(name);
  }

  @Override
  public String getName() {
    return "stand-in for WorkOS";
  }

  /** Above all others: the stand-in's key goes to the stand-in, whatever else is set. */
  @Override
  public int getOrdinal() {
    return 1000;
  }

  // a source cannot ask the configuration that it is becoming a part of
  private static boolean wanted() {
    return isMissing(System.getenv("WORKOS_API_KEY"))
        && isMissing(System.getProperty("workos.api-key"));
  }

  private static boolean isMissing(String value) {
    return value == null || value.isBlank();
  }

  private static synchronized StandIn start() {
    if (standIn == null) {
      standIn = new StandIn(Duration.ofSeconds(2));
    }
    return standIn;
  }

  private static Map<String, String> properties(StandIn running) {
    return Map.of(
        "workos.api-key", StandIn.API_KEY,
        "workos.organization-id", StandIn.ORGANIZATION,
        "workos/mp-rest/url", running.url());
  }
}
