// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.auditlogged.internal.capture.EndNames;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.Expression;
import org.auditlogged.internal.schema.JavaType;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.KnownType;
import org.auditlogged.internal.schema.NamesInScope;
import org.auditlogged.internal.schema.Shape;

/**
 * Reads the annotations of one method as the deployment does, and tells what is wrong with them.
 * For one method.
 */
final class CallReader {
  private final AuditedElement audited;
  private final Annotated mark;
  private final Reports.At reports;
  private final Secrets secrets;
  private final List<JavaType> parameters = new ArrayList<>();
  private final Map<String, JavaType> names;
  private final Shape shape;

  CallReader(AuditedElement audited, Annotated mark, Reports.At reports, Secrets secrets) {
    this.audited = audited;
    this.mark = mark;
    this.reports = reports;
    this.secrets = secrets;
    this.shape = new Shape(audited.action(mark));
    var model = audited.lineage().model();
    var types = audited.lineage().resolved(audited.method());
    types.getParameterTypes().forEach(each -> parameters.add(MirrorType.of(model, each)));
    var named = new LinkedHashMap<String, JavaType>();
    for (int i = 0; i < parameters.size(); i++) {
      named.put(
          audited.method().getParameters().get(i).getSimpleName().toString(), parameters.get(i));
    }
    this.names = NamesInScope.of(named, MirrorType.of(model, types.getReturnType()));
  }

  /** What is declared, or {@code null} when not even the action can be understood. */
  Declaration read() {
    boolean isAction = act();
    for (int i = 0; i < parameters.size(); i++) {
      for (var each : audited.onParameter(i)) {
        if (each.name().equals(Annotated.TARGET)) {
          onParameter(each, i);
        } else if (each.name().equals(Annotated.METADATA)) {
          metadatum(each, i);
        }
      }
    }
    mark.nested("targets").forEach(this::target);
    shape.metadata(fields(mark, "metadata"));
    shape.actor(fields(mark, "actorMetadata"));
    expression(mark, "organization", "organization");
    return isAction
        ? new Declaration(
            Declaration.By.CALL,
            audited.lineage().model().binaryName(audited.lineage().type()),
            audited.place(),
            shape.schema())
        : null;
  }

  private boolean act() {
    if (audited.isHidden()) {
      error(mark, "value", "it is private or static, and calls of such methods are not seen");
    }
    if (audited.isContradictory()) {
      error(mark, "value", "it is @AuditIgnored as well; expected one of both");
    }
    var on = mark.member("on");
    if (on != null && on.getValue() instanceof List<?> outcomes && outcomes.isEmpty()) {
      error(mark, "on", "on is empty, so nothing would ever be recorded");
    }
    if (mark.text("version").startsWith("-")) {
      error(mark, "version", "version is " + mark.text("version") + "; expected 0 or more");
    }
    return Rules.action(audited.action(mark), mark, reports);
  }

  private void onParameter(Annotated target, int index) {
    if (!target.text("id").isEmpty()) {
      error(target, "id", "id is given twice: the parameter's value is the id; leave it out");
    }
    secrets.id(target, "type", parameterNames(index), reports);
    target(target, target.text("type"));
  }

  private void target(Annotated target) {
    var type = target.text("type");
    if (target.text("id").isBlank()) {
      error(target, "id", "id of target \"" + type + "\" is blank; expected an expression");
    }
    expression(target, "id", "id of target \"" + type + "\"");
    secrets.id(target, "id", called(target.text("id")), reports);
    target(target, type);
  }

  private void target(Annotated target, String type) {
    expression(target, "name", "name of target \"" + type + "\"");
    secrets.value(target, "name", called(target.text("name")), reports);
    var fields = fields(target, "metadata");
    if (Rules.type(target, reports)) {
      shape.target(type, fields);
    }
  }

  private void metadatum(Annotated metadatum, int index) {
    if (!metadatum.text("value").isEmpty()) {
      error(metadatum, "value", "value is given twice: that of the parameter counts; leave it out");
    }
    secrets.value(metadatum, "name", parameterNames(index), reports);
    if (Rules.key(metadatum, reports)) {
      secrets.value(metadatum, "name", List.of(metadatum.text("name")), reports);
      shape.metadata(Map.of(metadatum.text("name"), JsonType.of(parameters.get(index))));
    }
  }

  /** What a parameter is called here and in a request. */
  private List<String> parameterNames(int index) {
    var parameterNames = new ArrayList<String>();
    parameterNames.add(audited.method().getParameters().get(index).getSimpleName().toString());
    for (var each : audited.onParameter(index)) {
      // also those of other APIs than that of Jakarta REST
      if (each.name().endsWith("Param")) {
        parameterNames.add(each.text("value"));
      }
    }
    return parameterNames;
  }

  /** What the value of an expression is called, also by the parameters that it ends in. */
  private Set<String> called(String text) {
    var called = new LinkedHashSet<>(EndNames.of(text));
    for (int i = 0; i < parameters.size(); i++) {
      var parameterNames = parameterNames(i);
      if (called.contains(parameterNames.get(0))) {
        called.addAll(parameterNames);
      }
    }
    return called;
  }

  private Map<String, JsonType> fields(Annotated in, String member) {
    var fields = new TreeMap<String, JsonType>();
    for (var each : in.nested(member)) {
      var name = each.text("name");
      if (each.text("value").isEmpty()) {
        error(each, "value", "value of metadata \"" + name + "\" is empty; expected an expression");
      }
      var type = expression(each, "value", "value of metadata \"" + name + "\"");
      secrets.value(each, "value", called(each.text("value")), reports);
      if (Rules.key(each, reports)) {
        secrets.value(each, "name", List.of(name), reports);
        fields.merge(name, JsonType.of(type), JsonType::or);
      }
    }
    return fields;
  }

  private JavaType expression(Annotated in, String member, String what) {
    var text = in.text(member);
    if (!text.contains("${") && !text.contains("#{")) {
      return KnownType.ANY;
    }
    var before = what + " is \"" + text + "\", which ";
    try {
      return Expression.type(
          text,
          names,
          doubt ->
              reports.warn(
                  in, member, of() + before + doubt + ", unless its class is a more special one"));
    } catch (IllegalArgumentException e) {
      error(in, member, before + e.getMessage());
      return KnownType.ANY;
    }
  }

  private void error(Annotated in, String member, String text) {
    reports.error(in, member, of() + text);
  }

  /** Whose problem it is, where the annotation stands somewhere else. */
  private String of() {
    return mark.on().equals(audited.method()) ? "" : audited.place() + ": ";
  }
}
