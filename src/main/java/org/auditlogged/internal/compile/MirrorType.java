// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import org.auditlogged.internal.schema.JavaType;
import org.auditlogged.internal.schema.KnownType;

/**
 * A class or interface as the compiler knows it, with its type arguments. What it is and has is
 * found out once, when it is asked for.
 */
final class MirrorType implements JavaType {
  private final Model model;
  private final DeclaredType type;
  private final TypeElement element;
  private Map<String, DeclaredType> supertypes;
  private List<Member> members;

  private MirrorType(Model model, DeclaredType type) {
    this.model = model;
    this.type = type;
    this.element = Model.element(type);
  }

  static JavaType of(Model model, TypeMirror type) {
    switch (type.getKind()) {
      case ARRAY:
        return new Elements(of(model, ((ArrayType) type).getComponentType()));
      case DECLARED:
        return declared(model, (DeclaredType) type);
      case TYPEVAR:
        return of(model, ((TypeVariable) type).getUpperBound());
      case INTERSECTION:
        return of(model, ((IntersectionType) type).getBounds().get(0));
      case WILDCARD:
        var bound = ((WildcardType) type).getExtendsBound();
        return bound == null ? KnownType.ANY : of(model, bound);
      default:
        return type.getKind().isPrimitive()
            ? of(model, model.types().boxedClass((PrimitiveType) type).asType())
            // nothing, or what is not there: the compiler tells of that itself
            : KnownType.ANY;
    }
  }

  private static JavaType declared(Model model, DeclaredType type) {
    var element = Model.element(type);
    if (element.getQualifiedName().contentEquals("java.lang.Void")) {
      return KnownType.ANY;
    }
    boolean isPlain =
        type.getTypeArguments().isEmpty() && type.getEnclosingType().getKind() == TypeKind.NONE;
    return isPlain
        ? model.known().computeIfAbsent(element, same -> new MirrorType(model, type))
        : new MirrorType(model, type);
  }

  @Override
  public String name() {
    return element.getQualifiedName().toString();
  }

  @Override
  public boolean isA(String name) {
    return supertypes().containsKey(name);
  }

  @Override
  public JavaType argument(String name, int index) {
    var found = supertypes().get(name);
    return found != null && index < found.getTypeArguments().size()
        ? of(model, found.getTypeArguments().get(index))
        : KnownType.ANY;
  }

  /** All that it is, itself as well. */
  private Map<String, DeclaredType> supertypes() {
    if (supertypes == null) {
      supertypes = new HashMap<>();
      add(type);
    }
    return supertypes;
  }

  private void add(TypeMirror is) {
    if (is instanceof DeclaredType declared
        && supertypes.putIfAbsent(Model.element(declared).getQualifiedName().toString(), declared)
            == null) {
      model.types().directSupertypes(declared).forEach(this::add);
    }
  }

  @Override
  public JavaType element() {
    return null;
  }

  @Override
  public boolean isOpen() {
    return element.getModifiers().contains(Modifier.ABSTRACT)
        || element.getKind().isInterface()
        || name().equals("java.lang.Object");
  }

  @Override
  public List<Member> members() {
    if (members == null) {
      var components =
          ElementFilter.recordComponentsIn(element.getEnclosedElements()).stream()
              .map(RecordComponentElement::getSimpleName)
              .toList();
      members =
          ElementFilter.methodsIn(model.elements().getAllMembers(element)).stream()
              .filter(method -> method.getModifiers().contains(Modifier.PUBLIC))
              .filter(method -> element.getKind() != ElementKind.INTERFACE || !isOfObject(method))
              .map(method -> member(method, components))
              .toList();
    }
    return members;
  }

  private Member member(ExecutableElement method, List<? extends Name> components) {
    return new Member(
        method.getSimpleName().toString(),
        method.getParameters().size(),
        method.isVarArgs(),
        method.getParameters().isEmpty() && components.contains(method.getSimpleName()),
        () -> of(model, returned(method)));
  }

  private TypeMirror returned(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC)
        ? method.getReturnType()
        : ((ExecutableType) model.types().asMemberOf(type, method)).getReturnType();
  }

  private static boolean isOfObject(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals("java.lang.Object");
  }

  /** An array. */
  private record Elements(JavaType element) implements JavaType {
    @Override
    public String name() {
      return element.name() + "[]";
    }

    @Override
    public boolean isA(String type) {
      return false;
    }

    @Override
    public JavaType argument(String type, int index) {
      return KnownType.ANY;
    }

    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public List<Member> members() {
      return List.of();
    }
  }
}
