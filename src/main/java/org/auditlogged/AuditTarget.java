// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One target of an audited call: what it acts on.
 *
 * <ol>
 *   <li>Inside {@link AuditLogged#targets()}, {@link #id()} is an expression and has to be given.
 *   <li>On a parameter of an audited method, the parameter's value is the id and {@link #id()} is
 *       left out. A call refused before the method ran still has the target when the parameter is a
 *       path, query, header or cookie parameter.
 *   <li>A target whose id turns out to be absent ({@code null} or empty) is left out of the event.
 * </ol>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AuditTarget {

  /**
   * The kind of thing, plain text: {@code "secret"}. Not blank.
   *
   * @return the type
   */
  String type();

  /**
   * The thing's id, an expression. Required inside {@link AuditLogged}, left out on a parameter.
   *
   * @return the id
   */
  String id() default "";

  /**
   * The thing's name, an expression. Default empty: no name.
   *
   * @return the name
   */
  String name() default "";

  /**
   * Metadata of this target.
   *
   * @return the metadata
   */
  AuditMetadata[] metadata() default {};
}
