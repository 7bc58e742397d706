// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One metadatum of an event, of its actor or of one of its targets.
 *
 * <ol>
 *   <li>Inside {@link AuditLogged} or {@link AuditTarget}, {@link #value()} is an expression and
 *       has to be given.
 *   <li>On a parameter of an audited method, the parameter's value is the value and {@link
 *       #value()} is left out.
 *   <li>Numbers and booleans stay what they are; everything else becomes text. Absent values are
 *       left out.
 * </ol>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AuditMetadata {

  /**
   * The key: 1 to 40 of {@code a-z A-Z 0-9 _ -}, as WorkOS demands.
   *
   * @return the key
   */
  String name();

  /**
   * The value, an expression. Required inside an annotation, left out on a parameter.
   *
   * @return the value
   */
  String value() default "";
}
