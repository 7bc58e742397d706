// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import org.auditlogged.internal.capture.CurrentDraft;
import org.auditlogged.internal.capture.Draft;

/**
 * Takes the current draft along to the threads of Jakarta Concurrency, as a context of the type
 * {@value #TYPE}. Found through {@code META-INF/services}, where there is such a thing; nobody else
 * may link to it. Stateless.
 */
public final class DraftPropagation implements ThreadContextProvider {
  static final String TYPE = "AuditLogged";

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return with(CurrentDraft.get());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return with(null);
  }

  @Override
  public String getThreadContextType() {
    return TYPE;
  }

  private static ThreadContextSnapshot with(Draft draft) {
    return () -> {
      CurrentDraft.enter(draft);
      return CurrentDraft::leave;
    };
  }
}
