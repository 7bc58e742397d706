// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One application for all tests that need no other, started by the first and killed at the end. */
final class Shared implements BeforeAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Shared.class);

  private static Application application;

  static Application application() {
    return application;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("application", key -> start());
  }

  private static Application start() {
    application = Application.prepared("shared");
    try {
      return application.start(Map.of()).awaitAnswer();
    } catch (Throwable e) {
      application.close();
      throw e;
    }
  }
}
