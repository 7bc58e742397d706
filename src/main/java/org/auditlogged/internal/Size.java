// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 4 GB} is 4,000,000,000 bytes, {@code 4 GiB} is 4,294,967,296,
 * a bare number is bytes. Pure; for any thread.
 */
final class Size {
  static final long SMALLEST = 1_000_000;
  static final long LARGEST = 1_000_000_000_000_000L;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\s*(?:([KMGT])(I?)B|B|)");

  private Size() {}

  /** The bytes, or -1 when the text is no size or larger than 1000 TB. */
  static long parse(String text) {
    var form = FORM.matcher(text.toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      return -1;
    }
    long bytes = Long.parseLong(form.group(1));
    int power = form.group(2) == null ? 0 : "KMGT".indexOf(form.group(2)) + 1;
    long step = "I".equals(form.group(3)) ? 1024 : 1000;
    // checked at each step, so that no step overflows
    for (int i = 0; i < power && bytes <= LARGEST; i++) {
      bytes *= step;
    }
    return bytes <= LARGEST ? bytes : -1;
  }
}
