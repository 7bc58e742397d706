// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the server logs while this is open; only of a server in the tests' own JVM. */
final class ServerLog extends Handler implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();

  static boolean isInThisJvm() {
    return "payara-embedded".equals(System.getProperty("arquillian.launch"));
  }

  ServerLog() {
    Logger.getLogger("").addHandler(this);
  }

  String text() {
    return String.join("\n", texts);
  }

  /** How many lines hold a text. */
  long count(String text) {
    return texts.stream().filter(each -> each.contains(text)).count();
  }

  @Override
  public void publish(LogRecord entry) {
    texts.add(String.valueOf(entry.getMessage()));
    for (var e = entry.getThrown(); e != null; e = e.getCause()) {
      texts.add(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
