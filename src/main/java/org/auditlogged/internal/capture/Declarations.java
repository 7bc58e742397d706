// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.Expression;
import org.auditlogged.internal.schema.JavaType;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.KnownType;
import org.auditlogged.internal.schema.Names;
import org.auditlogged.internal.schema.NamesInScope;
import org.auditlogged.internal.schema.Shape;

/**
 * What the annotations of classes say of their actions' events; of annotations that are wrong, what
 * can be understood. The annotation processor finds the same in the same classes. Stateless.
 */
public final class Declarations {
  private Declarations() {}

  /**
   * The catalogue of a running application: of what is deployed as it is deployed, of the rest, as
   * classes that are no beans, as it was compiled.
   *
   * @param types the classes that are known to have audited methods
   * @param compiled what the annotation processor wrote
   * @param automatic which metadata captured events get by themselves
   */
  public static Catalogue catalogue(
      Collection<Class<?>> types, Routes routes, Catalogue compiled, Set<String> automatic) {
    var declarations = new ArrayList<>(of(types));
    routes.all().stream().map(Declarations::ofRoute).forEach(declarations::add);
    var deployed = types.stream().map(type -> Lineage.written(type).getName()).toList();
    compiled.declarations().stream()
        .filter(each -> !deployed.contains(each.type()))
        .forEach(declarations::add);
    return Catalogue.of(declarations, automatic);
  }

  /** All declarations in the classes and their packages. */
  public static List<Declaration> of(Collection<Class<?>> types) {
    var declarations = new LinkedHashSet<Declaration>();
    for (var type : types) {
      try {
        all(Lineage.written(type), declarations);
      } catch (LinkageError | TypeNotPresentException e) {
        // it speaks of classes that are not there: a part of some library that is not used
        continue;
      }
    }
    return List.copyOf(declarations);
  }

  /** Whether a class or its package declares actions beside those of its calls. */
  public static boolean isDeclared(Class<?> type) {
    var around = type.getPackage();
    return type.getAnnotationsByType(AuditAction.class).length > 0
        || around != null && around.getAnnotationsByType(AuditAction.class).length > 0;
  }

  private static void all(Class<?> type, Collection<Declaration> declarations) {
    if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
      calls(type, declarations);
    }
    declared(type, type.getName(), type.getName(), declarations);
    var around = type.getPackage();
    if (around != null) {
      declared(around, around.getName(), "package " + around.getName(), declarations);
    }
  }

  /** What a route of the configuration says; what is in its body only its calls know. */
  public static Declaration ofRoute(AuditPoint route) {
    var shape = new Shape(route.act().action());
    route.fields().targets().forEach(each -> shape.target(each.type(), typed(each.metadata())));
    shape.metadata(typed(route.fields().metadata()));
    shape.actor(typed(route.fields().actorMetadata()));
    var place = route.place().toString();
    return new Declaration(Declaration.By.ROUTE, place, place, shape.schema());
  }

  private static Map<String, JsonType> typed(List<AuditPoint.Field> fields) {
    var body = Map.of(Route.BODY.name(), KnownType.ANY);
    var names = NamesInScope.of(body, KnownType.ANY);
    var types = new TreeMap<String, JsonType>();
    for (var field : fields) {
      types.put(field.name(), JsonType.of(type(String.valueOf(field.value()), names)));
    }
    return types;
  }

  private static JavaType type(String text, Map<String, JavaType> names) {
    try {
      return Expression.type(text, names, doubt -> {});
    } catch (IllegalArgumentException e) {
      // the deployment is told of it elsewhere
      return KnownType.ANY;
    }
  }

  private static void calls(Class<?> type, Collection<Declaration> declarations) {
    var lineage = new Lineage(type);
    for (var audited : AuditedClass.of(type).methods()) {
      var annotation = audited.annotation().orElseThrow();
      var action = audited.action(annotation);
      if (Names.isAction(action)) {
        var schema = new Call(audited, lineage.variables()).schema(action, annotation);
        declarations.add(
            new Declaration(Declaration.By.CALL, type.getName(), audited.place(), schema));
      }
    }
  }

  private static void declared(
      AnnotatedElement element, String type, String place, Collection<Declaration> declarations) {
    for (var action : element.getAnnotationsByType(AuditAction.class)) {
      if (Names.isAction(action.value())) {
        var shape = new Shape(action.value());
        for (var target : action.targets()) {
          shape.target(target.type(), fields(target.metadata()));
        }
        shape.metadata(fields(action.metadata()));
        shape.actor(fields(action.actorMetadata()));
        declarations.add(new Declaration(Declaration.By.CODE, type, place, shape.schema()));
      }
    }
  }

  private static SortedMap<String, JsonType> fields(AuditAction.Field[] fields) {
    var types = new TreeMap<String, JsonType>();
    for (var field : fields) {
      types.put(field.name(), JsonType.of(ReflectedType.of(field.type(), Map.of())));
    }
    return types;
  }

  /** One audited method. */
  private static final class Call {
    private final List<Annotation[]> annotations;
    private final List<JavaType> parameters;
    private final Map<String, JavaType> names;

    Call(AuditedMethod audited, Map<TypeVariable<?>, Type> variables) {
      var method = audited.method();
      annotations = audited.parameterAnnotations();
      parameters =
          Stream.of(method.getGenericParameterTypes())
              .map(type -> ReflectedType.of(type, variables))
              .toList();
      names =
          NamesInScope.of(
              named(method), ReflectedType.of(method.getGenericReturnType(), variables));
    }

    private Map<String, JavaType> named(Method method) {
      var named = new LinkedHashMap<String, JavaType>();
      for (int i = 0; i < parameters.size(); i++) {
        if (method.getParameters()[i].isNamePresent()) {
          named.put(method.getParameters()[i].getName(), parameters.get(i));
        }
      }
      return named;
    }

    ActionSchema schema(String action, AuditLogged annotation) {
      var shape = new Shape(action);
      for (int i = 0; i < parameters.size(); i++) {
        for (var each : annotations.get(i)) {
          if (each instanceof AuditTarget target) {
            shape.target(target.type(), fields(target.metadata()));
          } else if (each instanceof AuditMetadata metadatum) {
            shape.metadata(new TreeMap<>(Map.of(metadatum.name(), JsonType.of(parameters.get(i)))));
          }
        }
      }
      for (var target : annotation.targets()) {
        shape.target(target.type(), fields(target.metadata()));
      }
      shape.metadata(fields(annotation.metadata()));
      shape.actor(fields(annotation.actorMetadata()));
      return shape.schema();
    }

    private SortedMap<String, JsonType> fields(AuditMetadata[] metadata) {
      var fields = new TreeMap<String, JsonType>();
      for (var each : metadata) {
        fields.merge(each.name(), JsonType.of(type(each.value(), names)), JsonType::or);
      }
      return fields;
    }
  }
}
