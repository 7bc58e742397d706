// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What came back, read once. Invariant: reading never fails, never takes more than {@link #MOST}
 * bytes and little more than {@link #LONGEST}, whatever the other side sent; an answer that is no
 * JSON object is not WorkOS's own.
 *
 * @param status the status
 * @param json the body, or {@code null} when it is no JSON object
 * @param isEmpty whether there was no body, which is not the same as one that could not be read
 * @param retryAfter the header {@code Retry-After}, or {@code null}
 * @param requestId the header {@code X-Request-ID}, or {@code null}
 */
record Answer(int status, JsonObject json, boolean isEmpty, String retryAfter, String requestId) {
  // WorkOS names every field of every target that is wrong: an answer cut short parks nothing
  static final int MOST = 1 << 20;

  /** A byte now and then keeps the client from timing out; together well below the lease. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int LONGEST_TEXT = 300;

  /** Reads the response; the caller closes it. */
  static Answer read(Response response, JsonReaderFactory readers) {
    return read(response, readers, MOST);
  }

  /** As above, with a limit of its own. */
  static Answer read(Response response, JsonReaderFactory readers, int most) {
    return of(response.getStatus(), body(response, most), response::getHeaderString, readers);
  }

  /**
   * What was read in another way.
   *
   * @param body the bytes, or {@code null} when they could not be read
   * @param headers a header's value by its name, or {@code null}
   */
  static Answer of(
      int status, byte[] body, UnaryOperator<String> headers, JsonReaderFactory readers) {
    return new Answer(
        status,
        body == null ? null : parse(body, readers),
        body != null && body.length == 0,
        headers.apply("Retry-After"),
        headers.apply("X-Request-ID"));
  }

  boolean isSuccess() {
    return status / 100 == 2 && json != null && JsonValue.TRUE.equals(json.get("success"));
  }

  /** Whether somebody before WorkOS answered: a page of his own, or nothing. */
  boolean isForeign() {
    return json == null;
  }

  /**
   * Whether it names a reason as WorkOS does. What stands before WorkOS speaks JSON too: {@code
   * {"message": "Bad Request"}}, {@code {"error": {"code": …}}}.
   */
  boolean saysWhatIsWrong() {
    return json != null
        && (json.get("code") instanceof JsonString code && !code.getString().isBlank()
            || json.get("errors") instanceof JsonArray errors && !errors.isEmpty());
  }

  boolean isAboutTheOrganization() {
    return message().map(text -> text.contains("Organization not found")).orElse(false);
  }

  /**
   * For people: the status, WorkOS's words, the fields it names, the request's id.
   *
   * @param hide takes out what must not be seen, before a cut could make it hard to find
   */
  String reason(UnaryOperator<String> hide) {
    var words = new ArrayList<String>();
    words.add(String.valueOf(status));
    message().ifPresent(words::add);
    code().ifPresent(code -> words.add("(" + code + ")"));
    var fields = fields();
    if (!fields.isEmpty()) {
      words.add("at " + String.join(", ", fields));
    }
    if (isForeign()) {
      words.add(isEmpty ? "with an empty body" : "with a body that is not WorkOS's");
    }
    var reason = shortened(hide.apply(String.join(" ", words)));
    return requestId == null
        ? reason
        : reason + ", X-Request-ID " + shortened(hide.apply(requestId));
  }

  /** WorkOS's own word for what is wrong. */
  Optional<String> code() {
    return text("code").or(() -> text("error"));
  }

  private Optional<String> message() {
    return json == null ? Optional.empty() : plain(json.get("message"));
  }

  private Optional<String> text(String name) {
    return json == null ? Optional.empty() : plain(json.get(name));
  }

  /** A text, or several. */
  private static Optional<String> plain(JsonValue value) {
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    if (value instanceof JsonArray several && !several.isEmpty()) {
      return Optional.of(String.join("; ", several.stream().map(Answer::word).toList()));
    }
    return Optional.empty();
  }

  private static String word(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  /** What is wrong and where, one text for each. */
  List<String> fields() {
    var fields = new ArrayList<String>();
    if (json != null && json.get("errors") instanceof JsonArray errors) {
      for (var each : errors) {
        if (each instanceof JsonObject error) {
          var place = plain(error.get("instancePath")).or(() -> plain(error.get("field")));
          var code = plain(error.get("code")).map(text -> " " + text).orElse("");
          place.ifPresent(text -> fields.add(text + code));
        }
      }
    }
    return fields;
  }

  /** {@code null} when it could not be read. */
  private static byte[] body(Response response, int most) {
    // the stream is the response's, which the caller closes
    try {
      var stream = response.readEntity(InputStream.class);
      return stream == null ? new byte[0] : body(stream, System::nanoTime, most);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  static byte[] body(InputStream stream, LongSupplier nanos, int most) throws IOException {
    var body = new ByteArrayOutputStream();
    var part = new byte[8192];
    long start = nanos.getAsLong();
    int length = stream.read(part);
    while (length >= 0) {
      body.write(part, 0, length);
      boolean isEnough = body.size() >= most || nanos.getAsLong() - start > LONGEST.toNanos();
      length = isEnough ? -1 : stream.read(part);
    }
    return body.toByteArray();
  }

  private static JsonObject parse(byte[] body, JsonReaderFactory readers) {
    if (body.length == 0) {
      return null;
    }
    try (var reader = readers.createReader(new ByteArrayInputStream(body))) {
      return reader.read() instanceof JsonObject object ? object : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
