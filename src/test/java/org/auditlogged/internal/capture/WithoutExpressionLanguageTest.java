// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;

/** A server that has no Jakarta Expression Language. */
class WithoutExpressionLanguageTest {

  @Test
  void plainTextAndParametersDoAndAnExpressionIsNamedAsAProblem() throws Exception {
    try (var server = new HidingClassLoader("jakarta.el.", "com.sun.el.")) {
      var problems = server.call(Probe.class);
      assertThat(problems)
          .containsExactly(
              "@AuditLogged on org.auditlogged.internal.capture.WithoutExpressionLanguageTest$Asking.ask(String):"
                  + " value of @AuditMetadata \"k\" is \"${id}\", but this server has no Jakarta"
                  + " Expression Language; use plain text, parameters or AuditDraft, or add an"
                  + " implementation");
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Probe implements Callable<List<String>> {
    @Override
    public List<String> call() {
      return new AuditPoints().problems(List.of(Content.class, Asking.class));
    }
  }

  /** Does without. */
  public static class Content {
    @AuditLogged(
        value = "a.b",
        targets = @AuditTarget(type = "t", id = "literal"),
        metadata = @AuditMetadata(name = "k", value = "text"))
    public void does(@AuditTarget(type = "parameter") String id) {}
  }

  /** Cannot do without. */
  public static class Asking {
    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k", value = "${id}"))
    public void ask(String id) {}
  }
}
