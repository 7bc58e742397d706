// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.auditlogged.internal.AuditConfig.Sync;

/**
 * The least that could be done: bodies written one after the other to a file that has its size
 * already, and one fsync for all that came during the last. Without it, when {@code sync} is
 * NORMAL: then it only copies bytes. Shares in a way of its own, so that what is compared with it
 * cannot move it.
 */
final class BareAppends implements AutoCloseable {
  private static final int PLACES = 32_768;
  private static final int PLACE = 1_024;

  private final FileChannel file;
  private final Sync sync;
  private final Object lock = new Object();
  private ArrayList<Waiting> queue = new ArrayList<>();
  private boolean led;
  private long place;
  private volatile long commits;

  private static final class Waiting {
    final byte[] body;
    final Thread thread = Thread.currentThread();
    volatile boolean leads;
    volatile boolean isDone;

    Waiting(byte[] body) {
      this.body = body;
    }
  }

  BareAppends(Path path, Sync sync) throws IOException {
    this.sync = sync;
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < PLACES; i++) {
      file.write(ByteBuffer.allocate(PLACE));
    }
    file.force(true);
  }

  void append(byte[] body) throws IOException {
    var own = new Waiting(body);
    synchronized (lock) {
      queue.add(own);
      own.leads = !led;
      led = true;
    }
    while (!own.leads && !own.isDone) {
      LockSupport.park(this);
    }
    if (!own.isDone) {
      lead();
    }
  }

  private void lead() throws IOException {
    ArrayList<Waiting> group;
    synchronized (lock) {
      group = queue;
      queue = new ArrayList<>();
    }
    for (var each : group) {
      file.write(ByteBuffer.wrap(each.body), place++ % PLACES * PLACE);
    }
    if (sync == Sync.FULL) {
      file.force(false);
    }
    commits++;
    synchronized (lock) {
      led = !queue.isEmpty();
      if (led) {
        queue.get(0).leads = true;
        LockSupport.unpark(queue.get(0).thread);
      }
    }
    for (var each : group) {
      each.isDone = true;
      LockSupport.unpark(each.thread);
    }
  }

  /** How many fsyncs there were, or would have been. */
  long commits() {
    return commits;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
