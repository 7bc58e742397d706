// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.util.List;

/**
 * A parameter of an audited method. Its value is the argument; for a call that was refused before
 * the method ran, what the request holds in its place.
 *
 * @param index its position
 * @param name its name, or {@code null} when the class was compiled without {@code -parameters}
 * @param from where in a request it stands
 * @param key under which name it stands there
 */
record Parameter(int index, String name, From from, String key) implements Source {
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
    for (var annotation : annotations) {
      if (annotation instanceof PathParam path) {
        return new Parameter(index, name, From.PATH, path.value());
      } else if (annotation instanceof QueryParam query) {
        return new Parameter(index, name, From.QUERY, query.value());
      } else if (annotation instanceof HeaderParam header) {
        return new Parameter(index, name, From.HEADER, header.value());
      } else if (annotation instanceof CookieParam cookie) {
        return new Parameter(index, name, From.COOKIE, cookie.value());
      }
    }
    return new Parameter(index, name, From.ELSEWHERE, null);
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
    return switch (from) {
      case PATH -> request.pathParams().get(key);
      case QUERY -> request.queryParams().get(key);
      case HEADER -> request.headers().get(key);
      case COOKIE -> request.cookies().get(key);
      case ELSEWHERE -> null;
    };
  }
}
