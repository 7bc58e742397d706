// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

/** The oracle keeps the contract that it is to judge others by. */
class NaiveOutboxTest extends OutboxContract {
  @Override
  Outbox open() {
    return new NaiveOutbox(clock);
  }

  @Override
  Outbox reopen() {
    outbox.close();
    ((NaiveOutbox) outbox).reopen();
    return outbox;
  }
}
