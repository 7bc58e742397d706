// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

/** How an audited call ended. Appears in the automatic metadata {@code outcome}, in lower case. */
public enum AuditOutcome {
  /** The call returned; over HTTP, with a status below 400. */
  SUCCESS,
  /** The call threw, was answered with a status of 400 or more, or was cut off. */
  FAILURE,
  /** The call was refused with 401 or 403, whether or not the method ran. */
  DENIED
}
