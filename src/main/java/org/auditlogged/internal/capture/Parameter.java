// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.util.List;

/**
 * A parameter of an audited method. Its value is the argument; for a call that was refused before
 * the method ran, what the request holds in its place, else what it says of itself for nothing.
 *
 * @param index its position
 * @param name its name, or {@code null} when the class was compiled without {@code -parameters}
 * @param from where in a request it stands
 * @param key under which name it stands there, or {@code null}
 * @param otherwise what stands for it where the request has none, or {@code null}
 */
record Parameter(int index, String name, From from, String key, String otherwise)
    implements Source {
  private static final String UNNAMED = "";

  /** Where in a request a parameter stands. */
  enum From {
    ELSEWHERE,
    PATH,
    QUERY,
    HEADER,
    COOKIE
  }

  static Parameter of(int index, String name, Annotation[] annotations) {
    String otherwise = null;
    for (var annotation : annotations) {
      otherwise = annotation instanceof DefaultValue value ? value.value() : otherwise;
    }
    for (var annotation : annotations) {
      if (annotation instanceof PathParam path) {
        return new Parameter(index, name, From.PATH, path.value(), otherwise);
      } else if (annotation instanceof QueryParam query) {
        return new Parameter(index, name, From.QUERY, query.value(), otherwise);
      } else if (annotation instanceof HeaderParam header) {
        return new Parameter(index, name, From.HEADER, header.value(), otherwise);
      } else if (annotation instanceof CookieParam cookie) {
        return new Parameter(index, name, From.COOKIE, cookie.value(), otherwise);
      }
    }
    return new Parameter(index, name, From.ELSEWHERE, key(annotations), null);
  }

  /** What a form, a matrix parameter, a part or a WebSocket's path calls it. */
  private static String key(Annotation[] annotations) {
    for (var annotation : annotations) {
      // by its name: those of other APIs than that of Jakarta REST are not always there
      if (annotation.annotationType().getSimpleName().endsWith("Param")) {
        try {
          var value = annotation.annotationType().getMethod("value");
          value.setAccessible(true);
          return value.invoke(annotation) instanceof String key ? key : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
          // it names nothing, as @BeanParam
          return null;
        }
      }
    }
    return null;
  }

  @Override
  public List<String> names() {
    return List.of(name == null ? UNNAMED : name, key == null ? UNNAMED : key);
  }

  @Override
  public Object read(Scope scope) {
    if (scope.arguments() != null) {
      var argument = scope.arguments()[index];
      return argument instanceof RequestBody body ? body.value() : argument;
    }
    var request = scope.request();
    if (request == null) {
      return null;
    }
    var held =
        switch (from) {
          case PATH -> request.pathParams().get(key);
          case QUERY -> request.queryParams().get(key);
          case HEADER -> request.headers().get(key);
          case COOKIE -> request.cookies().get(key);
          case ELSEWHERE -> null;
        };
    return held == null ? otherwise : held;
  }

  @Override
  public String toString() {
    return name == null ? "parameter " + (index + 1) : name;
  }
}
