// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.util.Optional;
import org.auditlogged.internal.outbox.Refusal.By;

/**
 * An action or organization whose events are refused.
 *
 * @param by which of the two
 * @param of the action or the organization
 */
public record Cause(By by, String of) {

  /** Empty for what concerns the one event alone. */
  public static Optional<Cause> of(By by, Entry entry) {
    var of =
        switch (by) {
          case ACTION -> entry.action();
          case ORGANIZATION -> entry.organization();
          case EVENT -> null;
        };
    return of == null || of.isBlank() ? Optional.empty() : Optional.of(new Cause(by, of));
  }
}
