// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.el.ELContext;
import jakarta.el.ELException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Properties that the resolver for beans of EL 5.0 does not know: components of records (EL has
 * them from 6.0), those of what is inside an {@link Optional}, and the public getters and methods
 * without arguments of classes that are not public, as those that a resource keeps to itself often
 * are. For any thread.
 */
final class PropertyResolver extends ReadOnlyResolver {
  // per class, not per loader: the map goes with the class, so an undeployed application is not
  // held
  private static final ClassValue<Map<String, Method>> READERS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return readers(type);
        }
      };

  @Override
  public Object getValue(ELContext context, Object base, Object property) {
    if (base instanceof Optional<?> optional) {
      context.setPropertyResolved(base, property);
      // an absent value has absent properties, as null has in the language itself
      return optional
          .map(inside -> context.getELResolver().getValue(context, inside, property))
          .orElse(null);
    }
    return base == null ? null : read(context, base, property, String.valueOf(property));
  }

  @Override
  public Object invoke(
      ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
    return base == null || (arguments != null && arguments.length > 0)
        ? null
        : read(context, base, method, method + "()");
  }

  /** Leaves what is not known here to the resolvers after this one. */
  private static Object read(ELContext context, Object base, Object property, String name) {
    var reader = READERS.get(base.getClass()).get(name);
    if (reader == null) {
      return null;
    }
    context.setPropertyResolved(base, property);
    try {
      return reader.invoke(base);
    } catch (IllegalAccessException e) {
      throw new ELException(e);
    } catch (InvocationTargetException e) {
      throw new ELException(e.getCause());
    }
  }

  /** Methods by the name of the property they read, and by {@code name()}. */
  private static Map<String, Method> readers(Class<?> type) {
    var readers = new HashMap<String, Method>();
    var components =
        !type.isRecord()
            ? Set.<String>of()
            : Stream.of(type.getRecordComponents())
                .map(c -> c.getName())
                .collect(Collectors.toSet());
    for (var method : type.getMethods()) {
      boolean isComponent = components.contains(method.getName());
      if (method.getParameterCount() == 0
          && (isComponent || !Modifier.isPublic(type.getModifiers()))
          && isOpen(method)) {
        readers.put(method.getName() + "()", method);
        readers.put(isComponent ? method.getName() : property(method.getName()), method);
      }
    }
    return readers;
  }

  /** The property that a getter reads; of another method, what calls it. */
  private static String property(String method) {
    var bare = method.replaceFirst("^(get|is)(?=[A-Z])", "");
    return bare.equals(method)
        ? method + "()"
        : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }

  private static boolean isOpen(Method method) {
    try {
      method.setAccessible(true);
      return true;
    } catch (InaccessibleObjectException | SecurityException e) {
      // a class of the JDK: the resolver for beans finds the interface that declares the method
      return false;
    }
  }
}
