// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response.Status;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps secrets, in memory and a limited number of them. For any thread. */
@ApplicationScoped
public class Vault {
  static final int CAPACITY = 200;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Secret> secrets = new LinkedHashMap<>();

  /** Something to look at. */
  @PostConstruct
  void fill() {
    create(new SecretInput("Payment gateway key", "pk_live_7Qd0vXcL", null));
    create(new SecretInput("Database password", "correct horse battery staple", null));
    create(new SecretInput("Webhook signing key", "whsec_1nB8sT4e", null));
  }

  synchronized List<SecretSummary> list() {
    return secrets.values().stream().map(Secret::summary).toList();
  }

  synchronized Secret get(String id) {
    var secret = secrets.get(id);
    if (secret == null) {
      throw new NotFoundException("there is no secret " + id);
    }
    return secret;
  }

  synchronized Secret create(SecretInput input) {
    if (secrets.size() >= CAPACITY) {
      throw new ClientErrorException("the vault is full", Status.CONFLICT);
    }
    return put(new Secret("sec_" + hex(6), input.name(), input.value(), 1, expiry(input)));
  }

  synchronized Secret change(String id, SecretInput input) {
    return put(get(id).changed(input.name(), input.value(), expiry(input)));
  }

  synchronized Secret rotate(String id) {
    var secret = get(id);
    return put(secret.changed(secret.name(), hex(16), secret.expires()));
  }

  synchronized Secret remove(String id) {
    var secret = get(id);
    secrets.remove(id);
    return secret;
  }

  synchronized List<Secret> expired() {
    var now = Instant.now();
    return secrets.values().stream().filter(secret -> secret.expiredAt(now)).toList();
  }

  synchronized void removeAll(List<Secret> unwanted) {
    new ArrayList<>(unwanted).forEach(secret -> secrets.remove(secret.id(), secret));
  }

  private Secret put(Secret secret) {
    secrets.put(secret.id(), secret);
    return secret;
  }

  private static Instant expiry(SecretInput input) {
    return input.lifetime() == null ? null : Instant.now().plusSeconds(input.lifetime());
  }

  private String hex(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
