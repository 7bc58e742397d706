// SPDX-License-Identifier: Apache-2.0
/**
 * The command line, a jar of its own: looks into the outbox of a stopped or running server, and
 * tells WorkOS of the actions of an application. Not in the library's jar, and nobody else's
 * business.
 */
package org.auditlogged.internal.cli;
