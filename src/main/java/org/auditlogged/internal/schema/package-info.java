// SPDX-License-Identifier: Apache-2.0
/**
 * What WorkOS has to know of each action: the catalogue, its schemas, which of their versions are
 * pinned. Plain Java without any library, because a compiler, a command line and every server use
 * it alike.
 */
package org.auditlogged.internal.schema;
