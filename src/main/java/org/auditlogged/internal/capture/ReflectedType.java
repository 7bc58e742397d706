// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.auditlogged.internal.schema.JavaType;
import org.auditlogged.internal.schema.KnownType;

/**
 * A type as the running application knows it.
 *
 * @param raw its class; of a primitive that it is boxed to
 * @param variables what type variables stand for, those of its own class and of what that inherits
 */
record ReflectedType(Class<?> raw, Map<TypeVariable<?>, Type> variables) implements JavaType {
  private static final int DEEPEST = 16;

  /**
   * A type.
   *
   * @param variables what type variables stand for where it is written
   */
  static JavaType of(Type type, Map<TypeVariable<?>, Type> variables) {
    var plain = plain(type, variables, 0);
    if (plain == void.class || plain == Void.class) {
      return KnownType.ANY;
    }
    var raw = erased(plain, variables);
    var own = new HashMap<>(variables);
    bind(plain, own);
    return new ReflectedType(MethodType.methodType(raw).wrap().returnType(), own);
  }

  @Override
  public String name() {
    return raw.getCanonicalName() == null ? raw.getName() : raw.getCanonicalName();
  }

  @Override
  public boolean isA(String type) {
    return classes().anyMatch(each -> each.getName().equals(type));
  }

  @Override
  public JavaType argument(String type, int index) {
    return classes()
        .filter(
            each -> each.getName().equals(type) && variables.containsKey(parameter(each, index)))
        .findFirst()
        .map(each -> of(parameter(each, index), variables))
        .orElse(KnownType.ANY);
  }

  private static TypeVariable<?> parameter(Class<?> type, int index) {
    var parameters = type.getTypeParameters();
    return index < parameters.length ? parameters[index] : null;
  }

  @Override
  public JavaType element() {
    return raw.isArray() ? of(raw.getComponentType(), variables) : null;
  }

  @Override
  public boolean isOpen() {
    return raw == Object.class
        || !raw.isArray() && (raw.getModifiers() & (Modifier.ABSTRACT | Modifier.INTERFACE)) != 0;
  }

  @Override
  public List<Member> members() {
    var components =
        raw.isRecord()
            ? Stream.of(raw.getRecordComponents()).map(RecordComponent::getName).toList()
            : List.<String>of();
    return Stream.of(raw.getMethods())
        .filter(method -> !method.isSynthetic())
        .map(method -> member(method, components))
        .toList();
  }

  private Member member(Method method, List<String> components) {
    return new Member(
        method.getName(),
        method.getParameterCount(),
        method.isVarArgs(),
        method.getParameterCount() == 0 && components.contains(method.getName()),
        () -> of(method.getGenericReturnType(), variables));
  }

  private Stream<Class<?>> classes() {
    var classes = new LinkedHashSet<Class<?>>();
    add(raw, classes);
    return classes.stream();
  }

  private static void add(Class<?> type, Set<Class<?>> classes) {
    if (type != null && classes.add(type)) {
      add(type.getSuperclass(), classes);
      Stream.of(type.getInterfaces()).forEach(each -> add(each, classes));
    }
  }

  /** What is written, with variables replaced by what they stand for. */
  private static Type plain(Type type, Map<TypeVariable<?>, Type> variables, int depth) {
    if (depth > DEEPEST) {
      return Object.class;
    }
    if (type instanceof WildcardType wildcard) {
      return plain(wildcard.getUpperBounds()[0], variables, depth + 1);
    }
    if (type instanceof TypeVariable<?> variable) {
      var known = variables.get(variable);
      return plain(known == null ? variable.getBounds()[0] : known, variables, depth + 1);
    }
    return type;
  }

  private static Class<?> erased(Type plain, Map<TypeVariable<?>, Type> variables) {
    if (plain instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (plain instanceof GenericArrayType array) {
      var element = erased(plain(array.getGenericComponentType(), variables, 0), variables);
      return Array.newInstance(element, 0).getClass();
    }
    return (Class<?>) plain;
  }

  /** Binds the variables of a type and of all that it inherits from. */
  private static void bind(Type type, Map<TypeVariable<?>, Type> variables) {
    if (type instanceof ParameterizedType parameterized) {
      var raw = (Class<?>) parameterized.getRawType();
      var arguments = parameterized.getActualTypeArguments();
      for (int i = 0; i < arguments.length; i++) {
        // by value: an argument may be a variable of the same name one level up
        variables.put(raw.getTypeParameters()[i], plain(arguments[i], variables, 0));
      }
    }
    var raw = type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : type;
    if (raw instanceof Class<?> known && !known.isArray()) {
      inherited(known).forEach(each -> bind(each, variables));
    }
  }

  private static List<Type> inherited(Class<?> type) {
    var inherited = new ArrayList<Type>(Arrays.asList(type.getGenericInterfaces()));
    if (type.getGenericSuperclass() != null) {
      inherited.add(type.getGenericSuperclass());
    }
    return inherited;
  }
}
