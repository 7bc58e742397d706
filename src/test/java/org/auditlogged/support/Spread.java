// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** How sure a figure is, for a report: the median, and in brackets the least and the most. */
public final class Spread {
  private Spread() {}

  /**
   * @param format of one value, as for {@link String#format}
   * @param values one at least, in any order
   */
  public static String of(String format, DoubleStream values) {
    var sorted = values.sorted().toArray();
    return String.format(
        Locale.ROOT,
        format + " (" + format + " … " + format + ")",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
