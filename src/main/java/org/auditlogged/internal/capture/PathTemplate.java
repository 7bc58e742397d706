// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The template of a path, compiled once. Variables are those of Jakarta REST: {@code {id}} stands
 * in one segment, {@code {id: [0-9]+}} is what its regular expression is. Templates of routes also
 * know {@code *}, one segment, and {@code **}, any number of them, also none. Immutable; for any
 * thread.
 */
final class PathTemplate {
  /** The most literal first, as Jakarta REST chooses; then the text, to be certain. */
  static final Comparator<PathTemplate> MOST_LITERAL =
      Comparator.<PathTemplate>comparingInt(t -> -t.literals)
          .thenComparingInt(t -> -t.variables.size())
          .thenComparingInt(t -> -t.expressions)
          .thenComparing(PathTemplate::toString);

  // no character at all, so it is in no path: a slash that was sent as %2F, and is no border
  private static final char SLASH = '\uFFFF';

  private final String text;
  private final Pattern pattern;
  private final List<String> variables;
  private final int literals;
  private final int expressions;

  private PathTemplate(String text, boolean isGlob) {
    var reader = new Reader(text, isGlob);
    reader.read();
    this.text = text;
    // the slash at the end makes no difference in Jakarta REST
    this.pattern = Reader.pattern(reader.regex.append("/?").toString(), "it");
    this.variables = List.copyOf(reader.variables);
    this.literals = reader.literals;
    this.expressions = reader.expressions;
  }

  /**
   * The template of a resource method.
   *
   * @throws IllegalArgumentException when it is none; the text says why
   */
  static PathTemplate ofResource(String text) {
    return new PathTemplate(text, false);
  }

  /**
   * The template of a route, with {@code *} and {@code **}.
   *
   * @throws IllegalArgumentException when it is none; the text says why
   */
  static PathTemplate ofRoute(String text) {
    return new PathTemplate(text, true);
  }

  /**
   * A path made of the decoded segments of a request, without their matrix parameters, as {@link
   * #match} takes it.
   */
  static String path(Iterable<String> segments) {
    var path = new StringBuilder();
    for (var segment : segments) {
      path.append('/').append(segment.replace('/', SLASH));
    }
    return path.toString();
  }

  /** The values of the variables, by their names; empty when the path is another. */
  Optional<Map<String, String>> match(String path) {
    var matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < variables.size(); i++) {
      values.put(variables.get(i), matcher.group("v" + i).replace(SLASH, '/'));
    }
    return Optional.of(values);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Makes a regular expression of a template. For one thread and one template. */
  private static final class Reader {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

    private final String text;
    private final boolean isGlob;
    private final StringBuilder regex = new StringBuilder();
    private final List<String> variables = new ArrayList<>();
    private int literals;
    private int expressions;
    private boolean isOpen;

    Reader(String text, boolean isGlob) {
      this.text = text;
      this.isGlob = isGlob;
    }

    void read() {
      int end = text.endsWith("/") ? text.length() - 1 : text.length();
      for (int at = 0; at < end; ) {
        at = text.charAt(at) == '{' ? variable(at) : literal(at, end);
      }
    }

    private int variable(int open) {
      int close = close(open);
      var inside = text.substring(open + 1, close);
      int colon = inside.indexOf(':');
      var name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("{" + inside + "} has no name");
      }
      var expression = colon < 0 ? "[^/]+?" : inside.substring(colon + 1).strip();
      pattern(expression, "{" + inside + "}");
      expressions += colon < 0 ? 0 : 1;
      regex.append("(?<v").append(variables.size()).append('>').append(expression).append(')');
      variables.add(name);
      return close + 1;
    }

    private int close(int open) {
      int depth = 0;
      for (int i = open; i < text.length(); i++) {
        depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      throw new IllegalArgumentException("\"" + text.substring(open) + "\" has no }");
    }

    private int literal(int from, int end) {
      int to = from;
      while (to < end && text.charAt(to) != '{' && !(isGlob && text.charAt(to) == '*')) {
        to++;
      }
      int stars = to;
      while (isGlob && stars < end && text.charAt(stars) == '*') {
        stars++;
      }
      boolean isAny = stars == to + 2;
      // where any number of segments may be, none may be as well: their slash is one of them
      append(text.substring(from, isAny && to > from ? to - 1 : to));
      if (stars > to) {
        boolean isSegment = text.charAt(Math.max(0, to - 1)) == '/';
        isSegment &= stars == end || text.charAt(stars) == '/';
        if (!isSegment || stars > to + 2) {
          throw new IllegalArgumentException("* or ** has to be a whole segment");
        }
        if (isAny && isOpen) {
          // each one more multiplies the time that a long path takes
          throw new IllegalArgumentException("there can be one ** only");
        }
        isOpen |= isAny;
        regex.append(isAny ? "(?:/.*)?" : "[^/]+");
      }
      return stars;
    }

    private void append(String literal) {
      literals += literal.length();
      regex.append(Pattern.quote(decoded(literal)));
    }

    private static String decoded(String literal) {
      try {
        return literal.indexOf('%') < 0
            ? literal
            : URLDecoder.decode(literal.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        // a percent sign that means itself
        return literal;
      }
    }

    private static Pattern pattern(String regex, String what) {
      try {
        return Pattern.compile(regex, Pattern.DOTALL);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            what + " is no regular expression: " + e.getDescription(), e);
      }
    }
  }
}
