// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.Test;

class LogTest {
  private final CapturedLog lines = new CapturedLog();
  private final MutableClock clock = new MutableClock();
  private final Log log = new Log(lines, clock);

  @Test
  void theSameMessageIsWrittenOnceInTenSecondsAndThenSaysHowManyWereHeldBack() {
    for (int i = 0; i < 5; i++) {
      log.write(Message.HALTED, "reason " + i);
    }
    clock.advance(Duration.ofSeconds(10));
    log.write(Message.HALTED, "later");

    assertThat(lines.lines())
        .containsExactly(
            "ERROR " + Message.HALTED.text("reason 0"),
            "ERROR " + Message.HALTED.text("later") + " (4 more like it before)");
  }

  @Test
  void aFewOfOneKindAreAllWritten() {
    log.each(Message.SCHEMA_REGISTERED, List.of("a", "b"));
    log.each(Message.SCHEMA_REGISTERED, List.of("c"));
    assertThat(lines.lines()).hasSize(3).allMatch(line -> line.startsWith("INFO AUDIT-017 schema"));
  }

  @Test
  void otherMessagesAreNotHeldBackByIt() {
    log.write(Message.HALTED, "reason");
    log.write(Message.RESUMED);
    assertThat(lines.lines()).hasSize(2);
  }

  @Test
  void aClockThatIsPutBackSilencesNothing() {
    log.write(Message.HALTED, "first");
    clock.advance(Duration.ofDays(-1));
    log.write(Message.HALTED, "second");
    assertThat(lines.lines()).hasSize(2);
  }

  @Test
  void theTextOfAForeignExceptionIsNotWritten() {
    log.write(Message.HALTED, new IllegalStateException("password is hunter2"), "reason");
    assertThat(lines.lines()).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void atDebugThereAreClassesAndPlacesAndNoTexts() {
    var cause = new NumberFormatException("For input string: \"hunter2\nSEVERE: forged\"");
    var thrown = new IllegalStateException("password is hunter2", cause);
    thrown.addSuppressed(new IllegalStateException("hunter2"));
    cause.initCause(thrown);
    var traces = new Traces();
    new Log(traces, clock).write(Message.HALTED, thrown, "reason");

    var text = new StringWriter();
    traces.thrown.printStackTrace(new PrintWriter(text));
    assertThat(text.toString())
        .startsWith("java.lang.IllegalStateException")
        .contains(
            "Caused by: java.lang.NumberFormatException",
            "\tat " + LogTest.class.getName() + ".atDebugThereAreClassesAndPlacesAndNoTexts(")
        .doesNotContain("hunter2", "SEVERE");
    assertThat(traces.thrown.getMessage()).isEqualTo("java.lang.IllegalStateException");
  }

  /** Keeps what is logged with a throwable. */
  private static final class Traces implements System.Logger {
    private Throwable thrown;

    @Override
    public String getName() {
      return "traces";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      assertThat(level).isEqualTo(Level.DEBUG);
      this.thrown = thrown;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      // the line itself
    }
  }

  @Test
  void aLoggerThatFailsFailsNobody() {
    var broken = new Log(new Broken(), clock);
    assertThatCode(() -> broken.write(Message.HALTED, "reason")).doesNotThrowAnyException();
  }

  /** Full disk, for example. */
  private static final class Broken implements System.Logger {
    @Override
    public String getName() {
      return "broken";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      throw new IllegalStateException("disk full");
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      throw new IllegalStateException("disk full");
    }
  }
}
