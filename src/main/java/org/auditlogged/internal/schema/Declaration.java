// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

/**
 * One place that says what an action's events look like. Immutable.
 *
 * @param by which annotation
 * @param type the binary name of the class, or the name of the package, that has the place in it
 * @param place for people: {@code com.acme.Secrets.read(String)}
 * @param schema what is said there, without anything automatic
 */
public record Declaration(By by, String type, String place, ActionSchema schema) {

  /** What declares. */
  public enum By {
    /** {@code @AuditLogged}: calls are captured, and their events get the automatic metadata. */
    CALL,
    /** {@code @AuditAction}: the application builds the events itself, or adds to captured ones. */
    CODE,
    /** A route of the configuration: as calls. */
    ROUTE
  }

  /** The action. */
  public String action() {
    return schema.action();
  }

  boolean isCaptured() {
    return by != By.CODE;
  }

  /**
   * Whether two places declare one action in two ways. What code adds to a call's event is declared
   * beside that, and no contradiction as long as no name has two types.
   */
  public boolean contradicts(Declaration other) {
    if (!action().equals(other.action())) {
      return false;
    }
    return by == other.by ? !schema.equals(other.schema) : !schema.agrees(other.schema);
  }
}
