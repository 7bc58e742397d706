// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A MicroProfile Config with nothing in it. Payara's own, which is on the class path, waits for
 * ever for a server that unit tests do not start.
 */
public class EmptyConfig implements Config {

  /** From now on, for the whole JVM. */
  public static void install() {
    ConfigProviderResolver.setInstance(new Resolver());
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    throw new NoSuchElementException(name);
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new NoSuchElementException(name);
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return Optional.empty();
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return List.of();
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return List.of();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException(type.getName());
  }

  private static final class Resolver extends ConfigProviderResolver {
    private final Config config = new EmptyConfig();

    @Override
    public Config getConfig() {
      return config;
    }

    @Override
    public Config getConfig(ClassLoader loader) {
      return config;
    }

    @Override
    public ConfigBuilder getBuilder() {
      throw new UnsupportedOperationException("nothing to build");
    }

    @Override
    public void registerConfig(Config config, ClassLoader loader) {
      throw new UnsupportedOperationException("nothing to register");
    }

    @Override
    public void releaseConfig(Config config) {}
  }
}
