// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A row of README's table of what is recorded, on the test that has seen it. The table is checked
 * against these: a row without a test fails the build, as does a test whose row is missing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Recorded.All.class)
public @interface Recorded {
  /** What is called, or how it ends. */
  String call();

  /** The event there is of it. */
  String event();

  /** Several rows seen by one test. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Recorded[] value();
  }
}
