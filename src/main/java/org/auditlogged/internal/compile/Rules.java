// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import org.auditlogged.internal.schema.Names;

/** What WorkOS would refuse. Stateless. */
final class Rules {
  private Rules() {}

  static boolean action(String action, Annotated in, Reports.At reports) {
    if (in.text("value").isBlank()) {
      reports.error(in, "value", "action is blank; name it like \"invoice.deleted\"");
    } else if (!Names.isAction(action)) {
      reports.error(
          in,
          "value",
          "action is \""
              + action
              + "\"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like"
              + " \"invoice.deleted\"");
    } else {
      return true;
    }
    return false;
  }

  static boolean type(Annotated target, Reports.At reports) {
    boolean isBlank = target.text("type").isBlank();
    if (isBlank) {
      reports.error(
          target, "type", "type of target is blank; expected the kind of thing, like \"invoice\"");
    }
    return !isBlank;
  }

  static boolean key(Annotated metadatum, Reports.At reports) {
    boolean isKey = Names.isKey(metadatum.text("name"));
    if (!isKey) {
      reports.error(
          metadatum,
          "name",
          "name of metadata is \""
              + metadatum.text("name")
              + "\"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -");
    }
    return isKey;
  }
}
