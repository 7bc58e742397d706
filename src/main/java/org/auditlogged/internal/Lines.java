// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.List;

/**
 * Problems as a list in a message, one a line: the only argument of a {@link Message} with line
 * breaks.
 */
public record Lines(List<String> lines) {
  @Override
  public String toString() {
    return String.join("", lines.stream().map(line -> "\n  - " + Message.clean(line)).toList());
  }
}
