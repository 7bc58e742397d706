// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;

/** All that is compiled at once. For one thread. */
final class Compilation {
  private final Model model;
  private final ProcessingEnvironment environment;
  private final Reports reports;
  private final Settings settings;
  private final List<TypeElement> types = new ArrayList<>();
  private final List<Element> packages = new ArrayList<>();

  Compilation(
      ProcessingEnvironment environment, Collection<String> types, Collection<String> packages) {
    this.environment = environment;
    this.model = new Model(environment.getElementUtils(), environment.getTypeUtils());
    this.reports = new Reports(environment, Set.copyOf(types));
    this.settings = Settings.read(environment.getFiler());
    types.stream()
        .map(model.elements()::getTypeElement)
        .filter(Objects::nonNull)
        .forEach(this::addWithNested);
    packages.stream()
        .map(model.elements()::getPackageElement)
        .filter(Objects::nonNull)
        .forEach(this.packages::add);
  }

  private void addWithNested(TypeElement type) {
    types.add(type);
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::addWithNested);
  }

  /**
   * Tells what is wrong, and writes the catalogue when nothing is.
   *
   * @param isRight whether nothing else is wrong
   */
  void look(boolean isRight) {
    if (model.elements().getTypeElement(Annotated.LOGGED) == null) {
      // nothing can be annotated
      return;
    }
    var declared = declarations();
    contradictions(declared);
    new Coverage(model, reports, environment.getOptions().get(AuditCheck.COVERAGE)).look(types);
    if (isRight && !reports.hasErrors()) {
      var compiled = new CompiledFile(environment.getFiler(), environment.getMessager());
      compiled.write(declared.keySet(), this::isElsewhere, settings.automatic());
    }
  }

  /** What is declared, and where. */
  Map<Declaration, Place> declarations() {
    var declarations = new LinkedHashMap<Declaration, Place>();
    var codes = new CodeReader(model, reports);
    packages.forEach(each -> codes.read(each, declarations));
    for (var type : types) {
      codes.read(type, declarations);
      calls(type, declarations);
    }
    return declarations;
  }

  private void calls(TypeElement type, Map<Declaration, Place> declarations) {
    var lineage = new TypeLineage(model, type);
    if (!lineage.isMarked()) {
      return;
    }
    boolean isMade = type.getKind().isClass() && !type.getModifiers().contains(Modifier.ABSTRACT);
    for (var method : lineage.methods()) {
      var audited = new AuditedElement(lineage, method);
      var mark = audited.mark();
      if (mark != null && audited.isCallable()) {
        var reader = new CallReader(audited, mark, reports.at(type), settings.secrets());
        var declaration = reader.read();
        if (isMade && declaration != null) {
          declarations.putIfAbsent(declaration, new Place(type, mark, "value"));
        }
      }
    }
  }

  private void contradictions(Map<Declaration, Place> declared) {
    var first = new LinkedHashMap<String, Declaration>();
    declared.forEach(
        (declaration, place) -> {
          var key = declaration.by() + declaration.action();
          var other = first.putIfAbsent(key, declaration);
          if (other != null && declaration.contradicts(other)) {
            place.error(reports, Catalogue.contradiction(declaration, other));
          }
        });
    for (var each : declared.entrySet()) {
      var other = first.get(Declaration.By.CALL + each.getKey().action());
      if (each.getKey().by() == Declaration.By.CODE
          && other != null
          && each.getKey().contradicts(other)) {
        each.getValue().error(reports, Catalogue.contradiction(each.getKey(), other));
      }
    }
  }

  /** Whether a declaration of an earlier compilation stands in what is not compiled now. */
  private boolean isElsewhere(Declaration declaration) {
    var name = declaration.type();
    if (declaration.place().startsWith("package ")) {
      return packages.stream().noneMatch(each -> each.toString().equals(name))
          && model.elements().getPackageElement(name) != null;
    }
    var compiled = new LinkedHashSet<String>();
    types.forEach(each -> compiled.add(model.binaryName(each)));
    return !compiled.contains(name)
        && model.elements().getTypeElement(name.replace('$', '.')) != null;
  }
}
