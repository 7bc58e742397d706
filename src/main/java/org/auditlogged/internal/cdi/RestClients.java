// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * The container's REST clients, or, where it offers none, such as it would build. GlassFish 7 and
 * Payara Server do not know the CDI part of their MicroProfile REST client yet when they deploy an
 * application while they start (payara/Payara issue 7655); the client itself is there by then, and
 * an application that is audited has to come up with its server. For any thread, with the
 * application's class loader as the thread's.
 */
final class RestClients {
  private static final String CLASS_PATH = "classpath:";

  private final Config settings;

  private RestClients(Config settings) {
    this.settings = settings;
  }

  static <T> T of(Instance<T> offered, Class<T> type) {
    return offered.isUnsatisfied() ? built(type, ConfigProvider.getConfig()) : offered.get();
  }

  /**
   * By the keys {@code workos/mp-rest/…} of MicroProfile REST Client's specification, save for
   * {@code scope}, {@code providers}, {@code hostnameVerifier} and {@code queryParamStyle}.
   *
   * @throws IllegalArgumentException when one has a value that cannot be used
   */
  static <T> T built(Class<T> type, Config settings) {
    return new RestClients(settings).build(type);
  }

  private <T> T build(Class<T> type) {
    var builder = RestClientBuilder.newBuilder();
    with("url", url -> builder.baseUri(URI.create(url)));
    // counts more than the other
    with("uri", uri -> builder.baseUri(URI.create(uri)));
    with("connectTimeout", ms -> builder.connectTimeout(number(ms), TimeUnit.MILLISECONDS));
    with("readTimeout", ms -> builder.readTimeout(number(ms), TimeUnit.MILLISECONDS));
    with("followRedirects", follow -> builder.followRedirects(Boolean.parseBoolean(follow)));
    with("proxyAddress", address -> proxy(builder, address));
    with("trustStore", place -> builder.trustStore(keys(place, "trustStore")));
    with(
        "keyStore",
        place -> builder.keyStore(keys(place, "keyStore"), value("keyStorePassword", "")));
    return builder.build(type);
  }

  private void with(String key, Consumer<String> use) {
    var value = value(key, null);
    if (value == null) {
      return;
    }
    try {
      use.accept(value);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "workos/mp-rest/%s=%s cannot be used: %s".formatted(key, value, e.getMessage()), e);
    }
  }

  private String value(String key, String otherwise) {
    return settings.getOptionalValue("workos/mp-rest/" + key, String.class).orElse(otherwise);
  }

  private static long number(String milliseconds) {
    return Long.parseLong(milliseconds.strip());
  }

  private static void proxy(RestClientBuilder builder, String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("expected host:port");
    }
    builder.proxyAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Of {@code classpath:…} or the URI of a file. */
  private KeyStore keys(String place, String key) {
    try (var bytes = open(place)) {
      var keys = KeyStore.getInstance(value(key + "Type", "JKS"));
      keys.load(bytes, value(key + "Password", "").toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(e.toString(), e);
    }
  }

  private static InputStream open(String place) throws IOException {
    if (!place.startsWith(CLASS_PATH)) {
      return URI.create(place).toURL().openStream();
    }
    var name = place.substring(CLASS_PATH.length());
    var found =
        Thread.currentThread()
            .getContextClassLoader()
            .getResourceAsStream(name.startsWith("/") ? name.substring(1) : name);
    if (found == null) {
      throw new IOException("there is no such resource");
    }
    return found;
  }
}
