// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

/**
 * A text in which names stand before {@code =}, {@code :} and {@code >}, and values after them:
 * where they begin and end, see {@link NamedValues}. Immutable.
 */
record NamedText(String all) {
  private static final String CDATA = "<![CDATA[";

  int length() {
    return all.length();
  }

  char at(int index) {
    return all.charAt(index);
  }

  String part(int from, int to) {
    return all.substring(from, Math.max(from, to));
  }

  /** The name before a separator, or {@code null}. */
  String name(int separator, int least) {
    if (at(separator) == '>') {
      return element(separator);
    }
    int end = separator;
    while (end > least && SecretShapes.isBlank(at(end - 1))) {
      end--;
    }
    boolean isQuoted = end > least && isQuote(at(end - 1));
    if (!isQuoted) {
      int start = nameStart(end, least);
      return start == end ? null : part(start, end);
    }
    char quote = at(--end);
    while (end > least && at(end - 1) == '\\') {
      end--;
    }
    int start = end;
    while (start > least && at(start - 1) != quote) {
      start--;
    }
    return start == end ? null : part(start, end);
  }

  /** That of the element which is opened here, whatever attributes it has, or {@code null}. */
  private String element(int close) {
    int start = close;
    while (start > 0 && at(start - 1) != '<' && at(start - 1) != '>') {
      start--;
    }
    int end = start;
    while (end < close && (isName(at(end)) || at(end) == ':')) {
      end++;
    }
    boolean isOpened = start > 0 && at(start - 1) == '<' && at(close - 1) != '/';
    return isOpened && end > start ? part(start, end) : null;
  }

  private int nameStart(int end, int least) {
    int start = end;
    int open = 0;
    while (start > least) {
      char c = at(start - 1);
      // of a form's user[password], not of a record's Token[id
      open += c == ']' ? 1 : c == '[' ? -1 : 0;
      if (open < 0 || !isName(c)) {
        break;
      }
      start--;
    }
    return start;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || "_-.$[]".indexOf(c) >= 0;
  }

  /** Whether a value can be the name of another. */
  boolean isName(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isName(at(i)) && !isQuote(at(i)) && at(i) != ' ' && at(i) != '\\') {
        return false;
      }
    }
    return from < to;
  }

  /** Where the value behind a separator begins, or -1 when that separates nothing. */
  int valueStart(int separator, char kind, char opener) {
    int start = separator + 1;
    while (kind == '=' && start < length() && (at(start) == '=' || at(start) == '>')) {
      start++;
    }
    int blanks = start;
    while (start < length() && (at(start) == ' ' || at(start) == '\t')) {
      start++;
    }
    if (kind == '>' && all.startsWith(CDATA, start)) {
      return start + CDATA.length();
    }
    boolean isPair =
        kind != ':'
            || start > blanks
            || opener == '{' && isKey(separator)
            || start < length() && (isQuote(at(start)) || at(start) == '\\')
            || isQuote(at(separator - 1));
    return isPair && start < length() ? start : -1;
  }

  /** Whether the name before the separator is the first of an object, or the next. */
  private boolean isKey(int separator) {
    int i = separator - 1;
    while (i >= 0 && isName(at(i))) {
      i--;
    }
    while (i >= 0 && at(i) == ' ') {
      i--;
    }
    return i >= 0 && (at(i) == '{' || at(i) == ',');
  }

  /** Behind the quote that a value begins with. */
  int insideQuote(int start) {
    int quote = quote(start);
    return quote < 0 ? start : quote + 1;
  }

  /** The place of the quote, escaped or not, that stands here, or -1. */
  private int quote(int start) {
    int quote = start;
    while (quote < length() && at(quote) == '\\') {
      quote++;
    }
    return quote < length() && isQuote(at(quote)) ? quote : -1;
  }

  int valueEnd(int start, char kind, boolean isInside, int limit) {
    int quote = quote(start);
    if (quote >= 0) {
      return quoted(quote, quote - start, limit);
    }
    if (kind == '>') {
      int end = all.indexOf(all.startsWith(CDATA, start - CDATA.length()) ? "]]>" : "<", start);
      return end < 0 ? limit : Math.min(end, limit);
    }
    if (isInside) {
      return structured(start, limit);
    }
    int end = isOpening(at(start)) ? nested(start, limit) : start;
    while (end < limit && !endsPlain(at(end), kind)) {
      end++;
    }
    return end;
  }

  private static boolean endsPlain(char c, char kind) {
    return kind == ':'
        ? c == '\n' || c == '\r'
        : SecretShapes.isBlank(c) || "&;<>\"'".indexOf(c) >= 0;
  }

  /** Where the quote is closed that was opened after so many backslashes. */
  private int quoted(int open, int escapes, int limit) {
    int run = 0;
    for (int i = open + 1; i < limit; i++) {
      if (at(i) == at(open) && (run == escapes || escapes == 0 && run % 2 == 0)) {
        return i - run * Math.min(1, escapes);
      }
      run = at(i) == '\\' ? run + 1 : 0;
    }
    return limit;
  }

  private int nested(int start, int limit) {
    int nested = 0;
    for (int i = start; i < limit; i++) {
      nested += isOpening(at(i)) ? 1 : isClosing(at(i)) ? -1 : 0;
      if (nested == 0) {
        return i + 1;
      }
    }
    return limit;
  }

  private int structured(int start, int limit) {
    int nested = 0;
    for (int i = start; i < limit; i++) {
      char c = at(i);
      if (isOpening(c)) {
        nested++;
      } else if (isClosing(c)) {
        if (nested == 0 && closes(i)) {
          return i;
        }
        nested = Math.max(0, nested - 1);
      } else if (c == ',' && nested == 0 && isBeforeName(i + 1)) {
        return i;
      }
    }
    return limit;
  }

  /** Whether a bracket is not part of a word. */
  private boolean closes(int index) {
    int next = index + 1;
    return next >= length() || !Character.isLetterOrDigit(at(next));
  }

  private boolean isBeforeName(int from) {
    int i = from;
    while (i < length() && SecretShapes.isBlank(at(i))) {
      i++;
    }
    int name = i;
    while (i < length() && (isName(at(i)) || isQuote(at(i)) || at(i) == '\\')) {
      i++;
    }
    boolean isName = i > name;
    while (i < length() && at(i) == ' ') {
      i++;
    }
    return isName && i < length() && (at(i) == '=' || at(i) == ':');
  }

  static boolean isOpening(char c) {
    return c == '(' || c == '[' || c == '{';
  }

  static boolean isClosing(char c) {
    return c == ')' || c == ']' || c == '}';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
