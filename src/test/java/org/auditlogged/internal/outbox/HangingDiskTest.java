// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditlogged.internal.outbox.Entries.entries;
import static org.auditlogged.internal.outbox.Entries.numbers;
import static org.auditlogged.internal.outbox.OutboxContract.LEASE;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.AuditConfig.Sync;
import org.auditlogged.internal.Log;
import org.auditlogged.support.CapturedLog;
import org.auditlogged.support.MutableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** What becomes of an append whose commit does not end while its caller waits. */
@Timeout(60)
class HangingDiskTest {
  @TempDir Path directory;

  private final MutableClock clock = new MutableClock();
  private final CapturedLog lines = new CapturedLog();
  private final Disk disk = new Disk();
  private SqlOutbox outbox;

  /** Hangs from the first commit on until it is told to go on, and may fail then. */
  private static final class Disk implements Writer.Commit {
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile SQLException failure;

    @Override
    public void run(Statement statement) throws SQLException {
      boolean hung = goesOn.getCount() > 0;
      boolean interrupted = false;
      while (goesOn.getCount() > 0) {
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (hung && failure != null) {
        throw failure;
      }
      SQL.run(statement);
    }

    @Override
    public Duration patience() {
      return Duration.ofMillis(100);
    }
  }

  @BeforeEach
  void appendWhileItHangs() {
    outbox =
        new SqlOutbox(
            new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30),
            clock,
            disk,
            new Log(lines, clock));
    assertThatThrownBy(() -> outbox.append(entries(0, 2)))
        .isInstanceOf(OutboxException.Unknown.class)
        .hasMessage(
            "it is not known whether the outbox in "
                + directory
                + " could append: its disk has not written for more than 0 s");
    assertThat(outbox.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @AfterEach
  void close() {
    disk.goesOn.countDown();
    try {
      outbox.close();
    } catch (OutboxException e) {
      // on a busy machine it takes longer than these tests are patient, and goes on behind
      Awaitility.await().ignoreExceptions().until(this::reopen);
      outbox.close();
    }
  }

  private void goOn(SQLException failure) {
    disk.failure = failure;
    disk.goesOn.countDown();
    // comes after it in the queue, and waits for its turn
    outbox.release(Selection.ALL, 1);
  }

  @Test
  void itIsSentWhenThatEndsWell() {
    goOn(null);

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1);
    assertThat(outbox.ledger()).isEqualTo(new Ledger(2, 0, 2, 0, 0, 0, 0, 0));
    assertThat(lines.lines()).isEmpty();
  }

  @Test
  void itIsCountedAsLostWhenThatEndsBadly() {
    goOn(new SQLException("disk on fire"));

    assertThat(outbox.claim(9, LEASE)).isEmpty();
    assertThat(outbox.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 2, 0, 0));
    assertThat(lines.lines())
        .containsExactly(
            "ERROR AUDIT-040 event "
                + entries(0, 1).get(0).id()
                + " (thing.done) could not be kept and is LOST: disk on fire");
  }

  @Test
  void itIsLostAndNotInTheFreshFileWhenTheFileTurnsOutDamaged() {
    goOn(new SQLException("of the test", null, SQLiteErrorCode.SQLITE_CORRUPT.code));
    outbox.append(entries(2, 3));

    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(2);
    assertThat(outbox.ledger()).isEqualTo(new Ledger(3, 0, 1, 0, 0, 2, 0, 0));
  }

  @Test
  void laterOnesAreRefusedAtOnceAndKeptAgainOnceItGoesOn() {
    assertThatThrownBy(() -> outbox.append(entries(2, 3)))
        .isExactlyInstanceOf(OutboxException.class)
        .hasMessageContaining(" could not append: its disk has not written for more than 0 s");
    assertThatThrownBy(outbox::check).isInstanceOf(OutboxException.class);

    goOn(null);

    outbox.check();
    outbox.append(entries(3, 4));
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1, 3);
  }

  @Test
  void aStopDoesNotWaitForItAndTheFolderIsTakenUntilItGoesOn() {
    assertThatThrownBy(outbox::close)
        .isExactlyInstanceOf(OutboxException.class)
        .hasMessage(
            "the outbox in "
                + directory
                + " could not close: its disk has not written for more than 0 s; it is closed, and its"
                + " folder free, once that does");
    assertThatThrownBy(this::reopen).hasMessageContaining("AUDIT-04");

    disk.goesOn.countDown();
    Awaitility.await().ignoreExceptions().until(this::reopen);
    assertThat(numbers(outbox.claim(9, LEASE))).containsExactly(0, 1);
  }

  private boolean reopen() {
    outbox = SqlOutbox.open(new AuditConfig.Outbox(directory, Sync.NORMAL, 1L << 30), clock);
    return true;
  }
}
