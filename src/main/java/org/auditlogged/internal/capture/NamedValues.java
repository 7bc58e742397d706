// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds values in text whose names are secret.
 *
 * <table>
 * <caption>What is found</caption>
 * <tr><th>written<th>the value ends
 * <tr><td>{@code password=hunter2} in a sentence, an address, a form<td>at a blank, {@code & ; < >}
 *     or quote
 * <tr><td>{@code User(name=jon, password=hunter2)}, also with square and curly brackets<td>at the
 *     comma before the next name, or the bracket
 * <tr><td>{@code "password":"hunter2"}, {@code password="hunter2"}, with quotes escaped or not<td>at
 *     the quote
 * <tr><td>{@code password: hunter2}<td>at the end of the line
 * <tr><td>{@code <password>hunter2</password>}, {@code <ns:password a="b">}<td>at the next {@code
 *     <}, of CDATA where that ends
 * <tr><td>{@code {name=password, value=hunter2}}, in either order<td>as above
 * </table>
 *
 * <p>{@code secret:7} without a blank is no name with a value but an id. Invariants: linear in the
 * text, whatever it holds: names and values are parted by the characters that are looked for, and
 * none is read more than a fixed number of times; a text without such a value is given back itself.
 * For any thread.
 */
final class NamedValues {
  private static final Set<String> LABELS =
      Set.of("name", "key", "field", "header", "param", "parameter", "property");
  private static final Set<String> VALUES = Set.of("value", "values", "val");
  private static final int LABEL = 64;

  private final SecretNames names;

  NamedValues(SecretNames names) {
    this.names = names;
  }

  String redact(String text) {
    return hasNames(text) ? new Walk(text).redact() : text;
  }

  /** Whether the value under that name is the name of another value. */
  static boolean isLabel(String name) {
    return LABELS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a label says what is under that name. */
  static boolean isValue(String name) {
    return VALUES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean hasNames(String text) {
    // most texts have none of these, and a colon is mostly one of an address or a time
    boolean isObject = false;
    boolean isElement = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      isObject |= c == '{';
      isElement |= c == '<';
      if (c == '=' || c == '>' && isElement || c == ':' && (isObject || parts(text, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean parts(String text, int colon) {
    char before = colon == 0 ? ' ' : text.charAt(colon - 1);
    char after = colon + 1 == text.length() ? 'x' : text.charAt(colon + 1);
    return before == '"'
        || before == '\''
        || after == '"'
        || after == '\''
        || after == '\\'
        || after == ' '
        || after == '\t';
  }

  /** One walk through one text, from left to right. */
  private final class Walk {
    private final NamedText text;
    private final List<int[]> parts = new ArrayList<>();
    // behind the last value
    private int done;
    private int depth;
    private char opener;
    // of the innermost pair of label and value
    private boolean isLabelled;
    private int unlabelled = -1;

    Walk(String text) {
      this.text = new NamedText(text);
    }

    String redact() {
      for (int i = 0; i < text.length(); i++) {
        char c = text.at(i);
        if (c == '=' || c == ':' || c == '>') {
          i = pair(i, c);
        } else if (NamedText.isOpening(c)) {
          depth++;
          opener = c;
          forget();
        } else if (NamedText.isClosing(c)) {
          depth = Math.max(0, depth - 1);
          forget();
        }
      }
      parts.sort(Comparator.comparingInt(part -> part[0]));
      Cuts cuts = null;
      int cut = 0;
      for (var part : parts) {
        if (part[0] >= cut) {
          cuts = Cuts.out(cuts, text.all(), part[0], part[1]);
          cut = part[1];
        }
      }
      return cuts == null ? text.all() : cuts.result();
    }

    private void forget() {
      isLabelled = false;
      unlabelled = -1;
    }

    /** Looks at the name before a separator, and gives where to go on. */
    private int pair(int separator, char kind) {
      var name = text.name(separator, done);
      int start = name == null ? -1 : text.valueStart(separator, kind, opener);
      if (start < 0) {
        return separator;
      }
      if (names.hits(name) || isLabelled && isValue(name)) {
        int end = text.valueEnd(start, kind, depth > 0, text.length());
        isLabelled &= !isValue(name);
        out(start, end);
        done = end;
        return Math.max(separator, end - 1);
      }
      if (isLabel(name)) {
        int limit = Math.min(start + LABEL, text.length());
        int end = text.valueEnd(start, kind, depth > 0, limit);
        isLabelled = text.isName(start, end) && names.hits(text.part(start, end));
        if (isLabelled && unlabelled >= 0) {
          out(unlabelled, text.valueEnd(unlabelled, kind, depth > 0, separator));
          forget();
        }
      } else if (isValue(name)) {
        unlabelled = start;
      }
      return separator;
    }

    private void out(int start, int end) {
      int from = text.insideQuote(start);
      var value = text.part(from, end);
      if (!value.isEmpty() && !value.equals("null") && !value.equals(SecretShapes.REDACTED)) {
        parts.add(new int[] {from, end});
      }
    }
  }
}
