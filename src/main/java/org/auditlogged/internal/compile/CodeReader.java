// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.Shape;

/** Reads {@code @AuditAction}. For one compilation. */
final class CodeReader {
  private final Model model;
  private final Reports reports;

  CodeReader(Model model, Reports reports) {
    this.model = model;
    this.reports = reports;
  }

  /** What is declared on a class or a package. */
  void read(Element on, Map<Declaration, Place> declarations) {
    var name = on instanceof TypeElement type ? model.binaryName(type) : on.toString();
    var place = on instanceof TypeElement ? name : "package " + name;
    for (var action : actions(on)) {
      var at = reports.at(on);
      boolean isRight = Rules.action(action.text("value"), action, at);
      var shape = new Shape(action.text("value"));
      for (var target : action.nested("targets")) {
        var fields = fields(target, "metadata", at);
        if (Rules.type(target, at)) {
          shape.target(target.text("type"), fields);
        }
      }
      shape.metadata(fields(action, "metadata", at));
      shape.actor(fields(action, "actorMetadata", at));
      if (isRight) {
        declarations.putIfAbsent(
            new Declaration(Declaration.By.CODE, name, place, shape.schema()),
            new Place(on, action, "value"));
      }
    }
  }

  private static List<Annotated> actions(Element on) {
    var actions = new ArrayList<Annotated>();
    var one = Annotated.find(on, Annotated.ACTION);
    if (one != null) {
      actions.add(one);
    }
    var several = Annotated.find(on, Annotated.ACTIONS);
    if (several != null) {
      actions.addAll(several.nested("value"));
    }
    return actions;
  }

  private Map<String, JsonType> fields(Annotated in, String member, Reports.At at) {
    var fields = new TreeMap<String, JsonType>();
    for (var each : in.nested(member)) {
      var type = each.type("type");
      if (Rules.key(each, at)) {
        fields.put(
            each.text("name"),
            type == null ? JsonType.STRING : JsonType.of(MirrorType.of(model, type)));
      }
    }
    return fields;
  }
}
