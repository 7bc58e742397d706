// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.regex.Pattern;

/** How actions and metadata may be called. Stateless. */
public final class Names {
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]{1,40}");

  private Names() {}

  public static boolean isAction(String name) {
    return ACTION.matcher(name).matches();
  }

  public static boolean isKey(String name) {
    return KEY.matcher(name).matches();
  }
}
