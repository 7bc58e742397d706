// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditOutcome;
import org.auditlogged.AuditTarget;
import org.auditlogged.internal.schema.Names;

/**
 * Reads the annotations of one method into an {@link AuditPoint} and collects everything that is
 * wrong with them. For one thread and one method.
 */
final class PointReader {
  private static final String UNKNOWN = "unknown";

  private final AuditedMethod audited;
  private final Supplier<Expressions> expressions;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A reader for one method.
   *
   * @param expressions the language, or {@code null} from it where the runtime has none
   */
  PointReader(AuditedMethod audited, Supplier<Expressions> expressions) {
    this.audited = audited;
    this.expressions = expressions;
  }

  List<String> problems() {
    return problems;
  }

  /** The point; of use only when there are no problems. */
  AuditPoint read(AuditLogged annotation) {
    var annotations = audited.parameterAnnotations();
    for (int i = 0; i < annotations.size(); i++) {
      var parameter = audited.method().getParameters()[i];
      parameters.add(
          Parameter.of(
              i, parameter.isNamePresent() ? parameter.getName() : null, annotations.get(i)));
    }
    return new AuditPoint(
        new AuditPoint.Place(
            audited.place(), audited.route(), audited.httpMethods(), audited.isAsynchronous()),
        act(annotation),
        fields(annotation, annotations),
        List.copyOf(parameters));
  }

  private AuditPoint.Act act(AuditLogged annotation) {
    var action = audited.action(annotation);
    if (!AuditPoints.isCallable(audited.method())) {
      problem("it is private or static, and calls of such methods are not seen; make it neither");
    }
    if (annotation.on().length == 0) {
      problem("on is empty, so nothing would ever be recorded; leave it out for all outcomes");
    }
    if (audited.isContradictory()) {
      problem("it is @AuditIgnored as well; expected one of both");
    }
    if (audited.hearsEvents()) {
      problem(
          "it observes AuditEvent, so each event of its calls would make the next, without end; put"
              + " @AuditIgnored on it");
    }
    if (annotation.value().isBlank()) {
      problem("action is blank; name it like \"invoice.deleted\"");
    } else if (!Names.isAction(action)) {
      problem(
          "action is \""
              + action
              + "\"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like"
              + " \"invoice.deleted\"");
    }
    if (annotation.version() < 0) {
      problem("version is " + annotation.version() + "; expected 0 (left out) or more");
    }
    var on = EnumSet.noneOf(AuditOutcome.class);
    on.addAll(List.of(annotation.on()));
    return new AuditPoint.Act(
        action.isBlank() ? UNKNOWN : action, annotation.version(), on, annotation.required());
  }

  private AuditPoint.Fields fields(AuditLogged annotation, List<Annotation[]> onParameters) {
    var targets = new ArrayList<AuditPoint.TargetFields>();
    var metadata = new ArrayList<AuditPoint.Field>();
    for (int i = 0; i < onParameters.size(); i++) {
      for (var each : onParameters.get(i)) {
        if (each instanceof AuditTarget target) {
          targets.add(onParameter(target, parameters.get(i)));
        } else if (each instanceof AuditMetadata metadatum) {
          metadata.add(onParameter(metadatum, parameters.get(i)));
        }
      }
    }
    Stream.of(annotation.targets()).map(this::inside).forEach(targets::add);
    Stream.of(annotation.metadata()).map(this::inside).forEach(metadata::add);
    return new AuditPoint.Fields(
        List.copyOf(targets),
        List.copyOf(metadata),
        Stream.of(annotation.actorMetadata()).map(this::inside).toList(),
        optional(annotation.organization(), "organization"));
  }

  private AuditPoint.TargetFields onParameter(AuditTarget target, Parameter parameter) {
    if (!target.id().isEmpty()) {
      problem(
          "id of @AuditTarget on a parameter is \""
              + target.id()
              + "\"; leave it out, the parameter's value is the id");
    }
    return target(target, parameter);
  }

  private AuditPoint.Field onParameter(AuditMetadata metadatum, Parameter parameter) {
    if (!metadatum.value().isEmpty()) {
      problem(
          "value of @AuditMetadata on a parameter is \""
              + metadatum.value()
              + "\"; leave it out, the parameter's value is the value");
    }
    return new AuditPoint.Field(key(metadatum), parameter);
  }

  private AuditPoint.TargetFields inside(AuditTarget target) {
    if (target.id().isBlank()) {
      problem("id of @AuditTarget \"" + target.type() + "\" is blank; expected an expression");
    }
    return target(target, source(target.id(), "id of @AuditTarget \"" + target.type() + "\""));
  }

  private AuditPoint.TargetFields target(AuditTarget target, Source id) {
    if (target.type().isBlank()) {
      problem("type of @AuditTarget is blank; expected the kind of thing, like \"invoice\"");
    }
    return new AuditPoint.TargetFields(
        target.type(),
        id,
        optional(target.name(), "name of @AuditTarget \"" + target.type() + "\""),
        Stream.of(target.metadata()).map(this::inside).toList());
  }

  private AuditPoint.Field inside(AuditMetadata metadatum) {
    if (metadatum.value().isEmpty()) {
      problem(
          "value of @AuditMetadata \"" + metadatum.name() + "\" is empty; expected an expression");
    }
    var what = "value of @AuditMetadata \"" + metadatum.name() + "\"";
    return new AuditPoint.Field(key(metadatum), source(metadatum.value(), what));
  }

  private String key(AuditMetadata metadatum) {
    if (!Names.isKey(metadatum.name())) {
      problem(
          "name of @AuditMetadata is \""
              + metadatum.name()
              + "\"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -");
    }
    return metadatum.name();
  }

  private Source optional(String text, String what) {
    return text.isEmpty() ? null : source(text, what);
  }

  private Source source(String text, String what) {
    if (!Source.isExpression(text)) {
      return new Source.Literal(text);
    }
    var language = expressions.get();
    if (language == null) {
      problem(
          what
              + " is \""
              + text
              + "\", but this server has no Jakarta Expression Language; use plain text, parameters or"
              + " AuditDraft, or add an implementation");
      return Source.ABSENT;
    }
    try {
      return alsoCalled(language.compile(text, names()));
    } catch (Expressions.UnknownName e) {
      problem(
          what
              + " is \""
              + text
              + "\", which names "
              + e.name
              + "; expected one of "
              + names()
              + hint());
    } catch (IllegalArgumentException e) {
      problem(what + " is \"" + text + "\", which " + e.getMessage());
    }
    return Source.ABSENT;
  }

  /** The same, and called what the parameters that it ends in are called in a request. */
  private Source alsoCalled(Source source) {
    var names = new LinkedHashSet<>(source.names());
    for (var parameter : parameters) {
      if (names.contains(parameter.name())) {
        names.addAll(parameter.names());
      }
    }
    return names.size() == source.names().size()
        ? source
        : new Source.Named(source, List.copyOf(names));
  }

  private Set<String> names() {
    var names = new TreeSet<>(Scope.NAMES);
    parameters.stream().map(Parameter::name).flatMap(Stream::ofNullable).forEach(names::add);
    return names;
  }

  private String hint() {
    return parameters.stream().anyMatch(p -> p.name() == null)
        ? " (the names of the parameters are not in the class file: compile with -parameters)"
        : "";
  }

  private void problem(String text) {
    problems.add("@AuditLogged on " + audited.place() + ": " + text);
  }
}
