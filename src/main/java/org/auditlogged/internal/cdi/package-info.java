// SPDX-License-Identifier: Apache-2.0
/**
 * The only CDI: finds what is audited when the application is deployed, starts and stops the parts,
 * intercepts calls and offers what an application injects.
 */
package org.auditlogged.internal.cdi;
