// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Entries for tests, told apart by a number. */
final class Entries {
  private Entries() {}

  static Entry entry(int number) {
    return entry(number, ("body of " + number).getBytes(StandardCharsets.UTF_8));
  }

  static Entry entry(int number, byte[] body) {
    return new Entry(
        new UUID(7, number), "org_" + number, "thing.done", Instant.ofEpochMilli(number), body);
  }

  static List<Entry> entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(Entries::entry).toList();
  }

  static int number(Claimed claimed) {
    return (int) claimed.entry().id().getLeastSignificantBits();
  }

  static List<Integer> numbers(List<Claimed> claimed) {
    return claimed.stream().map(Entries::number).toList();
  }

  static String body(Claimed claimed) {
    return new String(claimed.entry().body(), StandardCharsets.UTF_8);
  }
}
