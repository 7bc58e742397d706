// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A class with everything it inherits from, and which of their methods are one and the same.
 * Invariant: two methods are the same when their names are and their parameters' types, once the
 * type variables stand for what this class says; a bridge is the same as what it bridges. Built in
 * microseconds: for whoever keeps what it finds, not for each call. For one thread.
 */
final class Lineage {
  private final List<Class<?>> classes = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();
  // read when the first type is resolved: most classes are only looked at
  private Map<TypeVariable<?>, Type> variables;

  /** Of a class, or of the class that a container's generated subclass stands for. */
  Lineage(Class<?> type) {
    for (var c = written(type); c != null && c != Object.class; c = c.getSuperclass()) {
      classes.add(c);
    }
    var interfaces = new LinkedHashSet<Class<?>>();
    classes.forEach(c -> addInterfaces(c, interfaces));
    classes.addAll(interfaces);
    for (var each : classes) {
      methods.addAll(List.of(each.getDeclaredMethods()));
    }
  }

  /** The class that somebody wrote: proxies and intercepted subclasses are marked as synthetic. */
  static Class<?> written(Class<?> type) {
    var written = type;
    while (written.isSynthetic() && written.getSuperclass() != null) {
      written = written.getSuperclass();
    }
    return written;
  }

  /** The class, its superclasses, then all interfaces. */
  List<Class<?>> classes() {
    return classes;
  }

  /** All methods of all classes. */
  List<Method> declared() {
    return methods;
  }

  /** Each method that an object of the class runs, and what cannot be overridden. */
  List<Method> methods() {
    return methods.stream().filter(m -> !m.isSynthetic() && actual(m).equals(m)).toList();
  }

  /** The one that is run when the given one is called: no bridge, no method that is overridden. */
  Method actual(Method method) {
    return same(method).get(0);
  }

  /** All that are the same as a method, nearest first. */
  List<Method> same(Method method) {
    var signature = signature(method);
    var same =
        methods.stream()
            .filter(m -> m.getName().equals(method.getName()) && !m.isBridge())
            .filter(m -> (m.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0)
            .filter(m -> resolved(m).equals(signature))
            .toList();
    boolean isAlone = (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) != 0;
    return isAlone || same.isEmpty() ? List.of(method) : same;
  }

  private List<Class<?>> signature(Method method) {
    if (method.isBridge()) {
      var erased = List.of(method.getParameterTypes());
      for (var each : methods) {
        if (!each.isBridge()
            && each.getName().equals(method.getName())
            && each.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())
            && List.of(each.getParameterTypes()).equals(erased)) {
          return resolved(each);
        }
      }
    }
    return resolved(method);
  }

  private List<Class<?>> resolved(Method method) {
    var types = method.getGenericParameterTypes();
    var resolved = new ArrayList<Class<?>>(types.length);
    for (var type : types) {
      resolved.add(resolve(type));
    }
    return resolved;
  }

  private Class<?> resolve(Type type) {
    if (type instanceof Class<?> c) {
      return c;
    } else if (type instanceof ParameterizedType p) {
      return resolve(p.getRawType());
    } else if (type instanceof GenericArrayType a) {
      return Array.newInstance(resolve(a.getGenericComponentType()), 0).getClass();
    } else if (type instanceof WildcardType w) {
      return resolve(w.getUpperBounds()[0]);
    }
    var variable = (TypeVariable<?>) type;
    var known = variables().get(variable);
    return resolve(known == null ? variable.getBounds()[0] : known);
  }

  /** What the type variables of all of them stand for. */
  Map<TypeVariable<?>, Type> variables() {
    if (variables == null) {
      variables = new HashMap<>();
      for (var each : classes) {
        bind(each.getGenericSuperclass());
        Stream.of(each.getGenericInterfaces()).forEach(this::bind);
      }
    }
    return variables;
  }

  private void bind(Type inherited) {
    if (inherited instanceof ParameterizedType p) {
      var names = ((Class<?>) p.getRawType()).getTypeParameters();
      for (int i = 0; i < names.length; i++) {
        variables.put(names[i], p.getActualTypeArguments()[i]);
      }
    }
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
    for (var each : type.getInterfaces()) {
      found.add(each);
      addInterfaces(each, found);
    }
  }
}
