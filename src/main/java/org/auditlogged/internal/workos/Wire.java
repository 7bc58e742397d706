// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

/**
 * WorkOS's endpoints beside that for events, by whatever HTTP client there is: the server's, which
 * {@code workos/mp-rest/…} configures, or the JDK's, where there is no server. Contract: one call
 * is one request, and every answer is given back whatever its status; without an answer a {@link
 * RuntimeException} tells why in its causes. For any thread.
 *
 * <p>The first parameter is always the header {@code Authorization}.
 */
interface Wire {
  /** The newest first, {@link #PAGE} of them, those after the given one or all. */
  Answer actions(String authorization, String after);

  /** As {@link #actions}. */
  Answer schemas(String authorization, String action, String after);

  Answer createSchema(String authorization, String action, byte[] body);

  Answer createExport(String authorization, byte[] body);

  Answer export(String authorization, String id);

  Answer retention(String authorization, String organization);

  Answer setRetention(String authorization, String organization, byte[] body);

  Answer portalLink(String authorization, byte[] body);

  /** The most that WorkOS gives at once. */
  int PAGE = 100;

  /** Newest first. */
  String ORDER = "desc";

  /** Such a page of large schemas has some megabytes. */
  int MOST = 16 << 20;
}
