// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * WorkOS's schemas. Each method asks WorkOS, and throws {@link
 * org.auditlogged.workos.AuditLogsException} when it does not answer as it should. For any thread.
 */
public interface SchemaStore {

  /**
   * An action and the version that WorkOS names with it.
   *
   * @param action the action
   * @param schema the version, as a rule the newest
   */
  record Named(String action, KnownSchema schema) {}

  /** All actions; asks for more when more of the stream is read. */
  Stream<Named> actions();

  /** All versions of an action's schema, the newest first; none when there is no such action. */
  List<KnownSchema> versions(String action);

  /**
   * Adds a version, and the action if there is none.
   *
   * @return what WorkOS says that it has made
   */
  KnownSchema create(ActionSchema schema);
}
