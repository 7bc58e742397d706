// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import javax.lang.model.element.Element;

/**
 * Where something is said.
 *
 * @param of what is looked at, where the annotation's own source is not there
 * @param annotation the annotation
 * @param member which of its members, where that is given
 */
record Place(Element of, Annotated annotation, String member) {
  void error(Reports reports, String text) {
    reports.at(of).error(annotation, member, text);
  }
}
