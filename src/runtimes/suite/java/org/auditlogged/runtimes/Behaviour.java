// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A row of README's table of runtimes, on the test that sees it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Behaviour {
  /** What is the same everywhere. */
  String value();
}
