// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

/** {@link org.auditlogged.AuditStatus} as JMX shows it. */
public interface AuditStatusMXBean {
  long getCaptured();

  long getDelivered();

  long getWaiting();

  long getParked();

  long getDiscarded();

  long getLost();

  long getCut();

  long getPossiblyTwice();

  /** 0 when none waits. */
  long getOldestWaitingSeconds();

  boolean isHalted();

  /** Empty when delivery goes on. */
  String getObstacle();

  /** A line for each action and organization whose events are refused. */
  String[] getKeptBack();
}
