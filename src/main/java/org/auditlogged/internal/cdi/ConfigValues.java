// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.auditlogged.internal.AuditConfig;
import org.eclipse.microprofile.config.Config;

/** What MicroProfile Config has been told. */
final class ConfigValues {
  private ConfigValues() {}

  static AuditConfig.Properties of(Config settings) {
    return new AuditConfig.Properties(settings.getPropertyNames(), values(settings));
  }

  /**
   * An empty value is a value, which switches a list off; MicroProfile Config says that it is
   * absent.
   */
  private static Function<String, Optional<String>> values(Config settings) {
    return key ->
        settings
            .getOptionalValue(key, String.class)
            .or(
                () ->
                    StreamSupport.stream(settings.getConfigSources().spliterator(), false)
                        .map(source -> source.getValue(key))
                        .flatMap(Stream::ofNullable)
                        .findFirst()
                        .filter(String::isBlank));
  }
}
