// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who makes an audited call, and for which organization. Immutable.
 *
 * @param type the kind of actor: {@code user}, {@code service}, {@code anonymous}, {@code system}
 * @param id the actor's id
 * @param name the actor's name, or {@code null}
 * @param organization the WorkOS organization the call is made for, or {@code null} when it is not
 *     known
 * @param metadata further facts of the actor; unmodifiable
 */
public record Caller(
    String type, String id, String name, String organization, Map<String, Object> metadata) {

  /** Checks and copies. */
  public Caller {
    Objects.requireNonNull(type, "caller type");
    Objects.requireNonNull(id, "caller id");
    metadata = Metadata.copy(metadata);
  }

  /**
   * A caller without name and organization.
   *
   * @param type the kind of actor
   * @param id its id
   * @return the caller
   */
  public static Caller of(String type, String id) {
    return new Caller(type, id, null, null, Map.of());
  }

  /**
   * With a name.
   *
   * @param name the name
   * @return a copy
   */
  public Caller named(String name) {
    return new Caller(type, id, name, organization, metadata);
  }

  /**
   * In an organization.
   *
   * @param organization {@code org_…}
   * @return a copy
   */
  public Caller in(String organization) {
    return new Caller(type, id, name, organization, metadata);
  }

  /**
   * With one more metadatum.
   *
   * @param name the key
   * @param value the value
   * @return a copy
   */
  public Caller with(String name, Object value) {
    var more = new LinkedHashMap<>(metadata);
    more.put(name, value);
    return new Caller(type, id, this.name, organization, more);
  }
}
