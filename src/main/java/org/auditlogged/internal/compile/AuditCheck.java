// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * What the compiler calls. Looks at all sources once, in the last round, when what other processors
 * generate is there. Invariant: whatever goes wrong in here is a warning, never an error. For one
 * compilation.
 */
public final class AuditCheck extends AbstractProcessor {
  static final String COVERAGE = "auditlogged.coverage";

  // by name: an element of an earlier round may be out of date
  private final Set<String> types = new LinkedHashSet<>();
  private final Set<String> packages = new LinkedHashSet<>();

  /** For the compiler. */
  public AuditCheck() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    // an annotation of the application's own may carry ours, and what has none is looked at as well
    return Set.of("*");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(COVERAGE);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      for (var root : round.getRootElements()) {
        var name = ((QualifiedNameable) root).getQualifiedName().toString();
        (root instanceof PackageElement ? packages : types).add(name);
      }
      if (round.processingOver()) {
        new Compilation(processingEnv, types, packages).look(!round.errorRaised());
      }
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      var trace = e.getStackTrace();
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING,
              "AuditLogged could not check this code ("
                  + e
                  + (trace.length > 0 ? " at " + trace[0] : "")
                  + "); it is compiled without, and the catalogue of actions stays as it was");
    }
    return false;
  }
}
