// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.delivery.Destination.Obstacle;

/**
 * WorkOS's key. Invariant: it is read when it is used and stands in no text that this class gives
 * out but the header. For any thread.
 */
final class ApiKey {
  // not in the middle of a word like task_updated, unless its beginning is %20 or the like
  private static final Pattern LOOKS_LIKE_A_KEY =
      Pattern.compile("(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))sk_[A-Za-z0-9_-]+");
  private static final String HIDDEN = "sk_…";

  private final Supplier<Optional<String>> key;

  ApiKey(Supplier<Optional<String>> key) {
    this.key = key;
  }

  Optional<Obstacle> obstacle() {
    var now = read();
    if (now.isEmpty()) {
      return Optional.of(new Obstacle(Message.NO_KEY, null));
    }
    return now.get().chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                Message.HALTED, "workos.api-key holds characters that a header cannot carry"));
  }

  /** Empty when there is none that a header can carry. */
  Optional<String> header() {
    return obstacle().isPresent() ? Optional.empty() : read().map(value -> "Bearer " + value);
  }

  /** The text without this key, nor anything that looks like one. */
  String hideIn(String text) {
    var hidden = read().map(value -> text.replace(value, HIDDEN)).orElse(text);
    return LOOKS_LIKE_A_KEY.matcher(hidden).replaceAll(HIDDEN);
  }

  private Optional<String> read() {
    // a key that was read from a file often ends with a line break
    return key.get().map(String::strip).filter(value -> !value.isEmpty());
  }
}
