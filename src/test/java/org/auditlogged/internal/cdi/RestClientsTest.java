// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.auditlogged.internal.workos.WorkOsEvents;
import org.auditlogged.support.EmptyConfig;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A REST client that no container made reads the keys that the container's would. */
@Timeout(60)
class RestClientsTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final FakeWorkOs workos = FakeWorkOs.start();
  private final Map<String, String> values = new HashMap<>();

  private final class Values extends EmptyConfig {
    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name)).map(type::cast);
    }
  }

  @BeforeEach
  void prepare() {
    EmptyConfig.install();
    set("url", workos.uri().toString());
  }

  @AfterEach
  void stop() {
    workos.close();
  }

  private void set(String key, String value) {
    values.put("workos/mp-rest/" + key, value);
  }

  private WorkOsEvents client() {
    return RestClients.built(WorkOsEvents.class, new Values());
  }

  private int send() {
    try (var answer = client().create("Bearer key", "key", "tests", BODY)) {
      return answer.getStatus();
    }
  }

  @Test
  void goesToTheAddress() {
    workos.answer(201, "{}");

    assertThat(send()).isEqualTo(201);
    assertThat(workos.requests()).hasSize(1);
  }

  @Test
  void theUriCountsMoreThanTheUrl() {
    workos.answer(201, "{}");
    set("url", "http://localhost:1");
    set("uri", workos.uri().toString());

    assertThat(send()).isEqualTo(201);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    set("connectTimeout", "5000");
    set("readTimeout", "100");
    var hold = workos.hold();

    assertThatThrownBy(this::send).isInstanceOf(ProcessingException.class);
    hold.countDown();
  }

  @Test
  void goesByTheProxy() {
    workos.answer(201, "{}");
    set("url", "http://workos.invalid");
    set("proxyAddress", "localhost:" + workos.uri().getPort());

    assertThat(send()).isEqualTo(201);
  }

  @Test
  void takesTheKeysOfAFile() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var file = folder.resolve("keys.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, "open".toCharArray());
    }
    for (var key : new String[] {"trustStore", "keyStore"}) {
      set(key, file.toUri().toString());
      set(key + "Type", "PKCS12");
      set(key + "Password", "open");
    }
    workos.answer(201, "{}");

    assertThat(send()).isEqualTo(201);
    set("trustStorePassword", "wrong");
    assertThatThrownBy(this::client)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("workos/mp-rest/trustStore=" + file.toUri() + " cannot be used: ")
        .hasRootCauseInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @CsvSource({
    "readTimeout,soon,For input string",
    "proxyAddress,proxy,expected host:port",
    "trustStore,classpath:/missing.jks,there is no such resource",
    "url,http://a b,Illegal character",
  })
  void saysWhichKeyCannotBeUsedAndWhy(String key, String value, String why) throws IOException {
    set(key, value);

    assertThatThrownBy(this::client)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("workos/mp-rest/" + key + "=" + value + " cannot be used: ")
        .hasMessageContaining(why);
  }
}
