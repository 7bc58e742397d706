// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

/** Who we are to WorkOS: {@code auditlogged/<version> (<application>)}. Pure. */
final class UserAgent {
  private static final int LONGEST_NAME = 100;

  private UserAgent() {}

  static String of(String application) {
    var version = UserAgent.class.getPackage().getImplementationVersion();
    // parentheses would end the comment, the rest is what a header can carry
    var name = application.replaceAll("[^ -~]|[()\\\\]", "_");
    return "auditlogged/%s (%s)"
        .formatted(
            version == null ? "dev" : version,
            name.substring(0, Math.min(name.length(), LONGEST_NAME)));
  }
}
