// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

/** A logger that keeps its lines, level first: {@code "ERROR AUDIT-020 …"}. For any thread. */
public final class CapturedLog implements System.Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** What was logged, without DEBUG. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public String getName() {
    return "captured";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= Level.INFO.getSeverity();
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    add(level, text);
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
    add(level, arguments == null ? format : MessageFormat.format(format, arguments));
  }

  private void add(Level level, String text) {
    if (isLoggable(level)) {
      lines.add(level + " " + text);
    }
  }
}
