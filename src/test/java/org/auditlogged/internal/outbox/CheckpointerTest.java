// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.Log;
import org.auditlogged.support.MutableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointerTest {
  @TempDir Path directory;

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final MutableClock clock = new MutableClock();
  private final Log log = new Log(new Lines(), clock);
  private final GroupCommit<Rows> commits = new GroupCommit<>(group -> group.forEach(turn -> {}));
  private final AtomicBoolean cannotLog = new AtomicBoolean();
  private Database database;

  /** Keeps the lines of a log. */
  private final class Lines implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      // stack traces are for DEBUG only
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Object... parameters) {
      lines.add(level + " " + text);
      if (cannotLog.get()) {
        throw new AssertionError("of the test");
      }
    }
  }

  @BeforeEach
  void create() throws Exception {
    database = new Database(directory.resolve("outbox.db"), Sync.NORMAL);
    try (var connection = database.connect()) {
      database.prepare(connection);
    }
  }

  private Reserve reserve() throws IOException {
    return new Reserve(directory.resolve("reserve"));
  }

  @Test
  void aCheckpointThatFailsIsReportedAndTheThreadGoesOn() throws Exception {
    var connection = database.connect();
    try (var reader = new Reader(database.connect());
        var checkpointer = new Checkpointer(directory, connection, reader, reserve(), log)) {
      checkpointer.start(commits);
      connection.close();
      cannotLog.set(true);
      for (int failure = 0; failure < 2; failure++) {
        checkpointer.written(Checkpointer.WORTH_IT);

        assertThat(lines.poll(30, SECONDS))
            .startsWith(
                "WARNING AUDIT-043 the files of the outbox in %s could not be tidied: "
                    .formatted(directory))
            .contains("events are kept, and the files grow until it works");
        clock.advance(java.time.Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void theLogIsMovedIntoTheFileOnceEnoughWasWritten() throws Exception {
    try (var writing = database.connect();
        var statement = writing.createStatement();
        var reader = new Reader(database.connect());
        var checkpointer =
            new Checkpointer(directory, database.connect(), reader, reserve(), log)) {
      checkpointer.start(commits);
      statement.executeUpdate("CREATE TABLE filler AS SELECT zeroblob(3000000) AS bytes");
      var file = directory.resolve("outbox.db").toFile();
      checkpointer.written(Checkpointer.WORTH_IT - 1);
      assertThat(file.length()).isLessThan(1_000_000);

      checkpointer.written(1);

      while (file.length() < 3_000_000) {
        Thread.onSpinWait();
      }
      assertThat(lines).isEmpty();
    }
  }

  @Test
  void theReaderAnswersAgainAfterAFailure() throws Exception {
    try (var reader = new Reader(database.connect());
        var shell = new SqliteShell(directory.resolve("outbox.db"))) {
      assertThat(reader.nextDue()).isEmpty();
      shell.run("ALTER TABLE entry RENAME TO gone");
      assertThat(org.assertj.core.api.Assertions.catchThrowable(reader::nextDue)).isNotNull();
      shell.run("ALTER TABLE gone RENAME TO entry");

      assertThat(reader.nextDue()).isEmpty();
    }
  }

  @Test
  void whatWasOpenedIsClosedInReverseWhateverFails() {
    var opened = new Opened();
    for (var name : List.of("first", "second", "third")) {
      opened.add(
          () -> {
            lines.add(name);
            if (!name.equals("second")) {
              throw new IllegalStateException(name);
            }
          });
    }

    assertThat(opened.close())
        .hasMessage("third")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("first"));
    assertThat(lines).containsExactly("third", "second", "first");
    assertThat(opened.close()).isNull();
  }

  @Test
  void anErrorLeavesNothingOpenAndIsTold() {
    var opened = new Opened();
    opened.add(() -> lines.add("lock"));
    opened.add(
        () -> {
          throw new NoClassDefFoundError("of an application that is gone");
        });

    assertThat(opened.closeWithin(Duration.ofSeconds(30)))
        .hasMessageContaining("of an application that is gone");
    assertThat(lines).containsExactly("lock");
  }
}
