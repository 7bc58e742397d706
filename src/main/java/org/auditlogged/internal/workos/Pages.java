// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list that WorkOS gives page by page. Invariants: a page is asked for when something of it is
 * wanted, never earlier; a list that leads back to where it was ends. For one thread.
 */
final class Pages<T> implements Iterator<T> {
  private final Function<String, Page<T>> next;
  private Iterator<T> page = List.<T>of().iterator();
  private String after;
  private boolean isLast;

  /**
   * A part of a list.
   *
   * @param all what is on it
   * @param after where the next one begins, or {@code null} when there is none
   */
  record Page<T>(List<T> all, String after) {
    static <T> Page<T> read(JsonObject json, Function<JsonObject, T> reader) {
      var all = new ArrayList<T>();
      for (var each : json.getJsonArray("data").getValuesAs(JsonObject.class)) {
        all.add(reader.apply(each));
      }
      return new Page<>(all, json.getJsonObject("list_metadata").getString("after", null));
    }
  }

  private Pages(Function<String, Page<T>> next) {
    this.next = next;
  }

  /** A stream of all there is; {@code next} gives the page after an id, or the first. */
  static <T> Stream<T> stream(Function<String, Page<T>> next) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Pages<>(next), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && !isLast) {
      var read = next.apply(after);
      isLast = read.after() == null || read.after().equals(after) || read.all().isEmpty();
      after = read.after();
      page = read.all().iterator();
    }
    return page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
