// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.junit.jupiter.api.Test;

/** A server that has no Jakarta Expression Language. */
class WithoutExpressionLanguageTest {

  @Test
  void plainTextAndParametersDoAndAnExpressionIsNamedAsAProblem() throws Exception {
    try (var loader = new WithoutLanguage()) {
      @SuppressWarnings("unchecked")
      var problems =
          ((Callable<List<String>>)
                  loader.loadClass(Probe.class.getName()).getConstructor().newInstance())
              .call();
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

  /** Loads the library anew, and hides the language from it. */
  private static final class WithoutLanguage extends URLClassLoader {
    WithoutLanguage() {
      super(
          new URL[] {
            AuditPoints.class.getProtectionDomain().getCodeSource().getLocation(),
            Probe.class.getProtectionDomain().getCodeSource().getLocation()
          },
          Probe.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jakarta.el.") || name.startsWith("com.sun.el.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("org.auditlogged.")) {
        synchronized (getClassLoadingLock(name)) {
          var loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }
      return super.loadClass(name, resolve);
    }
  }
}
