// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The JSON of a request's entity, kept while the resource reads it: the expression variable {@code
 * body}. Invariants: never more than {@link #MOST} bytes are held, and of a larger body none; it is
 * parsed when it is asked for, once, and what has the name of a secret is not in it. The
 * application's objects are never touched. For any thread.
 */
public final class RequestBody {
  /** The largest body that is looked into. */
  public static final int MOST = 64 * 1024;

  private static final int FIRST = 1024;

  private final String charset;
  private final Predicate<String> isSecret;
  private byte[] kept = new byte[0];
  private int length;
  private boolean isTooLarge;
  private boolean isParsed;
  private Object value;

  /**
   * A body of which nothing is known yet.
   *
   * @param charset the name that the request gives, or {@code null} for what JSON itself says
   * @param isSecret which names' values never leave
   */
  RequestBody(String charset, Predicate<String> isSecret) {
    this.charset = charset;
    this.isSecret = isSecret;
  }

  /** Whether a media type is one that is looked into. */
  public static boolean isJson(String type, String subtype) {
    var sub = subtype.toLowerCase(Locale.ROOT);
    return type.equalsIgnoreCase("application") && (sub.equals("json") || sub.endsWith("+json"));
  }

  /** There is more than is looked into. */
  public synchronized void tooLarge() {
    isTooLarge = true;
    kept = null;
  }

  /** The next bytes, as somebody else read them. */
  public synchronized void keep(byte[] bytes, int from, int count) {
    if (isTooLarge || isParsed) {
      return;
    }
    if (count > MOST - length) {
      tooLarge();
      return;
    }
    if (count > kept.length - length) {
      int wanted = Math.max(FIRST, Math.max(length + count, 2 * kept.length));
      kept = Arrays.copyOf(kept, Math.min(MOST, wanted));
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  /**
   * What was read as maps, lists, texts, numbers and booleans; {@code null} when nothing was.
   *
   * @throws RuntimeException when it was too large or is no JSON
   */
  synchronized Object value() {
    if (isTooLarge) {
      throw new TooLarge();
    }
    if (!isParsed) {
      value = length == 0 ? null : parse();
      isParsed = true;
      kept = null;
    }
    return value;
  }

  private Object parse() {
    var bytes = new ByteArrayInputStream(kept, 0, length);
    try (var reader =
        charset == null
            ? Parsers.FACTORY.createReader(bytes)
            : Parsers.FACTORY.createReader(bytes, Charset.forName(charset))) {
      return plain(reader.readValue());
    }
  }

  private Object plain(JsonValue json) {
    if (json instanceof JsonObject object) {
      var map = new LinkedHashMap<String, Object>();
      object.forEach(
          (name, each) -> map.put(name, isSecret.test(name) ? Redaction.REDACTED : plain(each)));
      return map;
    }
    if (json instanceof JsonArray array) {
      List<Object> list = new ArrayList<>(array.size());
      array.forEach(each -> list.add(plain(each)));
      return list;
    }
    if (json instanceof JsonString string) {
      return string.getString();
    }
    if (json instanceof JsonNumber number) {
      return number.numberValue();
    }
    return json == JsonValue.NULL ? null : (Object) (json == JsonValue.TRUE);
  }

  /** Apart, so that a parser is looked for when the first body is parsed. */
  private static final class Parsers {
    static final JsonReaderFactory FACTORY = Json.createReaderFactory(Map.of());
  }

  /** The body is larger than what is looked into. */
  static final class TooLarge extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }
}
