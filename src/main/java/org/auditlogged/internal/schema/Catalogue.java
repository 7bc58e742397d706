// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every action of an application and what its events look like. Immutable; the same for the same
 * declarations, wherever they were read and in whatever order.
 *
 * <p>All events may have the metadata {@code truncated} and an actor's {@code impersonator};
 * captured ones have the automatic metadata that the configuration asks for.
 */
public final class Catalogue {
  private static final Comparator<Declaration> ORDER =
      Comparator.comparing(Declaration::action)
          .thenComparing(Declaration::by)
          .thenComparing(Declaration::place);
  private static final SortedMap<String, JsonType> OF_ACTOR =
      new TreeMap<>(Map.of("impersonator", JsonType.STRING));

  private final List<Declaration> declarations;
  private final Set<String> automatic;
  private final SortedMap<String, ActionSchema> schemas;

  private Catalogue(List<Declaration> declarations, Set<String> automatic) {
    this.declarations = declarations;
    this.automatic = automatic;
    this.schemas = Collections.unmodifiableSortedMap(schemas(declarations, automatic));
  }

  /**
   * A catalogue.
   *
   * @param declarations all there are; one that stands there twice counts once
   * @param automatic which automatic metadata captured events get ({@code auditlogged.metadata})
   */
  public static Catalogue of(Collection<Declaration> declarations, Set<String> automatic) {
    return new Catalogue(
        declarations.stream().distinct().sorted(ORDER).toList(), Set.copyOf(automatic));
  }

  /**
   * From the text of {@code META-INF/auditlogged/schemas.json}.
   *
   * @throws IllegalArgumentException when it is none; the text says why
   */
  public static Catalogue read(String json) {
    return CatalogueJson.read(json);
  }

  /** The text of {@code META-INF/auditlogged/schemas.json}. */
  public String json() {
    return CatalogueJson.write(this);
  }

  /** Both, as of two jars of one application; which metadata are automatic is said by this one. */
  public Catalogue and(Catalogue other) {
    var all = new ArrayList<>(declarations);
    all.addAll(other.declarations);
    return of(all, automatic);
  }

  /** The same with other automatic metadata, as another configuration asks for. */
  public Catalogue with(Set<String> otherAutomatic) {
    return of(declarations, otherAutomatic);
  }

  /** The schemas by their actions. */
  public SortedMap<String, ActionSchema> schemas() {
    return schemas;
  }

  /** All places that declare, by action. */
  public List<Declaration> declarations() {
    return declarations;
  }

  /** Which automatic metadata captured events have. */
  public Set<String> automatic() {
    return automatic;
  }

  /**
   * Where one action is declared in two ways, one line each. Its schema then allows both; a name of
   * two types is a text.
   */
  public List<String> contradictions() {
    var lines = new ArrayList<String>();
    Declaration first = null;
    for (var each : declarations) {
      if (first != null && each.contradicts(first)) {
        lines.add(contradiction(each, first));
      }
      first = first != null && first.action().equals(each.action()) ? first : each;
    }
    return lines;
  }

  /** How one declaration contradicts another, as one line. */
  public static String contradiction(Declaration one, Declaration other) {
    return one.action()
        + " is declared by "
        + one.place()
        + " as "
        + one.schema().json()
        + " and by "
        + other.place()
        + " as "
        + other.schema().json();
  }

  private static SortedMap<String, ActionSchema> schemas(
      List<Declaration> declarations, Set<String> automatic) {
    var captured = new TreeMap<String, JsonType>();
    for (var name : automatic) {
      captured.put(name, name.equals("http_status") ? JsonType.NUMBER : JsonType.STRING);
    }
    captured.put("truncated", JsonType.STRING);
    var built = new TreeMap<>(Map.of("truncated", JsonType.STRING));
    var schemas = new TreeMap<String, ActionSchema>();
    for (var each : declarations) {
      schemas.merge(each.action(), each.schema(), ActionSchema::and);
    }
    var ofCalls = new HashSet<String>();
    declarations.stream()
        .filter(Declaration::isCaptured)
        .map(Declaration::action)
        .forEach(ofCalls::add);
    schemas.replaceAll(
        (action, schema) -> schema.with(OF_ACTOR, ofCalls.contains(action) ? captured : built));
    return schemas;
  }
}
