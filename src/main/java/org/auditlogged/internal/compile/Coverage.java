// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Lists what probably ought to be audited and nobody has decided on: methods that change something
 * by HTTP, and those that not everybody may call. For one compilation.
 */
final class Coverage {
  private static final Map<String, Kind> KINDS =
      Map.of("note", Kind.NOTE, "warning", Kind.WARNING, "error", Kind.ERROR);
  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";
  private static final String ROLES = "jakarta.annotation.security.RolesAllowed";
  private static final List<String> FOR_ALL_OR_NONE =
      List.of("jakarta.annotation.security.PermitAll", "jakarta.annotation.security.DenyAll");

  private final Model model;
  private final Reports reports;
  private final String option;

  /**
   * A look.
   *
   * @param option {@code note}, {@code warning}, {@code error} or {@code off}; {@code null} for a
   *     note
   */
  Coverage(Model model, Reports reports, String option) {
    this.model = model;
    this.reports = reports;
    this.option = option == null ? "note" : option;
  }

  void look(Collection<TypeElement> types) {
    if (option.equals("off")) {
      return;
    }
    var kind = KINDS.get(option);
    if (kind == null) {
      kind = Kind.NOTE;
      if (!types.isEmpty()) {
        reports.report(
            Kind.WARNING,
            null,
            "-A"
                + AuditCheck.COVERAGE
                + " is \""
                + option
                + "\"; expected note, warning, error or off, taken for note");
      }
    }
    for (var type : types) {
      if (type.getKind().isClass() && !type.getModifiers().contains(Modifier.ABSTRACT)) {
        look(type, kind);
      }
    }
  }

  private void look(TypeElement type, Kind kind) {
    var lineage = new TypeLineage(model, type);
    for (var method : lineage.methods()) {
      var audited = new AuditedElement(lineage, method);
      var why = audited.isHidden() ? null : why(audited);
      if (why != null && !audited.isDecided()) {
        // of a method that is inherited, where it is inherited to
        boolean isOwn = method.getEnclosingElement().equals(type);
        reports.report(
            kind,
            isOwn ? method : type,
            why
                + audited.place()
                + " has no audit decision; annotate it with @AuditLogged, or with @AuditIgnored");
      }
    }
  }

  /** Why a method is looked at, or {@code null}. */
  private String why(AuditedElement audited) {
    for (var method : audited.overridden()) {
      for (var mirror : method.getAnnotationMirrors()) {
        var http = Annotated.find(mirror.getAnnotationType().asElement(), HTTP_METHOD);
        if (http != null && CHANGES.contains(http.text("value"))) {
          return http.text("value") + " ";
        }
      }
    }
    return isGuarded(audited) ? "role-guarded " : null;
  }

  private boolean isGuarded(AuditedElement audited) {
    var method = audited.method();
    if (Annotated.find(method, ROLES) != null) {
      return true;
    }
    boolean isOther = FOR_ALL_OR_NONE.stream().anyMatch(a -> Annotated.find(method, a) != null);
    return !isOther
        && isBusiness(method)
        && Annotated.find(method.getEnclosingElement(), ROLES) != null;
  }

  private static boolean isBusiness(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.PUBLIC)
        && !Set.of("toString", "hashCode", "equals").contains(method.getSimpleName().toString());
  }
}
