// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The last name of each path in an expression: what its value is called where it comes from.
 *
 * <p>{@code ${login.password}} ends in <i>password</i>, {@code ${request.headers['X-Id']}} and
 * {@code ${map.get('X-Id')}} in <i>X-Id</i>, {@code ${secret.id}} in <i>id</i>; {@code
 * ${password.substring(1)}} and {@code ${token.value}} in what they are made from. An expression of
 * several paths has several. Made once per expression; for one thread.
 */
public final class EndNames {
  private static final Set<String> WORDS =
      Set.of(("and or not eq ne lt gt le ge div mod empty instanceof true false null").split(" "));
  // what gives nearly the same under another name
  private static final Set<String> SAME =
      Set.of(
          ("value text get getValue orElse orElseThrow toString trim strip substring concat replace"
                  + " toLowerCase toUpperCase intern split toCharArray first getFirst")
              .split(" "));

  private final String text;
  private final List<String> ends = new ArrayList<>();
  private int at;

  private EndNames(String text) {
    this.text = text;
  }

  public static List<String> of(String text) {
    var names = new EndNames(text);
    while (names.at < text.length()) {
      boolean begins = text.startsWith("${", names.at) || text.startsWith("#{", names.at);
      names.at += begins ? 2 : 1;
      if (begins) {
        names.expression();
      }
    }
    return List.copyOf(names.ends);
  }

  /** Up to behind the bracket that closes it. */
  private void expression() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        literal();
      } else if (Character.isJavaIdentifierStart(c)) {
        path();
      } else {
        at++;
        if (c == '}' || c == ')' || c == ']') {
          return;
        }
        if (c == '{' || c == '(' || c == '[') {
          expression();
        }
      }
    }
  }

  private void path() {
    var names = new ArrayList<String>();
    names.add(identifier());
    if (WORDS.contains(names.get(0))) {
      return;
    }
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '.' && at + 1 < text.length()) {
        at++;
        names.add(identifier());
      } else if (c == '[' || c == '(') {
        at++;
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
          var literal = literal();
          boolean isKey = c == '[' || names.get(names.size() - 1).startsWith("get");
          names.addAll(isKey ? List.of(literal) : List.of());
        }
        expression();
      } else {
        break;
      }
    }
    int end = names.size() - 1;
    while (end > 0 && SAME.contains(names.get(end))) {
      end--;
    }
    ends.add(names.get(end));
  }

  private String identifier() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String literal() {
    char quote = text.charAt(at++);
    var literal = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
      literal.append(text.charAt(at++));
    }
    at++;
    return literal.toString();
  }
}
