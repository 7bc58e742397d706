// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Declares an action whose events no annotation describes, so that WorkOS can be told of it: those
 * that {@link AuditLog} records, and what {@link AuditDraft} adds to the event of an audited call.
 *
 * <pre>{@code
 * @AuditAction(
 *     value = "report.generated",
 *     targets = @AuditAction.Target(type = "report"),
 *     metadata = @AuditAction.Field(name = "pages", type = int.class))
 * class NightlyReports { … }
 * }</pre>
 *
 * <ol>
 *   <li>On any class, best the one that records the events, or on a package. Nothing is
 *       intercepted.
 *   <li>The action of an {@link AuditLogged} method may be declared as well: what is declared here
 *       comes to what is known of that.
 *   <li>Nothing is required of an event: what is declared may be left out of it.
 *   <li>A class that is no CDI bean is found by the compiler only: keep the annotation processor
 *       on.
 * </ol>
 *
 * <p>A blank or malformed action, a target without a type, a name that WorkOS would refuse, or one
 * action declared in two ways fails the compilation.
 */
@Documented
@Repeatable(AuditAction.List.class)
@Retention(RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface AuditAction {

  /**
   * The action, as {@link AuditLogged#value()}.
   *
   * @return the action
   */
  String value();

  /**
   * The types of its targets. Default: none of its own.
   *
   * @return the targets
   */
  Target[] targets() default {};

  /**
   * Metadata of the event. Default: none.
   *
   * @return the metadata
   */
  Field[] metadata() default {};

  /**
   * Metadata of the actor. Default: none.
   *
   * @return the metadata
   */
  Field[] actorMetadata() default {};

  /** A type of target. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target({})
  @interface Target {

    /**
     * The kind of thing: {@code "report"}. Not blank.
     *
     * @return the type
     */
    String type();

    /**
     * Metadata of it. Default: none.
     *
     * @return the metadata
     */
    Field[] metadata() default {};
  }

  /** A metadatum. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target({})
  @interface Field {

    /**
     * The key: 1 to 40 of {@code a-z A-Z 0-9 _ -}, as WorkOS demands.
     *
     * @return the key
     */
    String name();

    /**
     * The class of its values. Numbers and booleans are sent as such, everything else as text.
     * Default: text.
     *
     * @return the class
     */
    Class<?> type() default String.class;
  }

  /** Several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target({ElementType.TYPE, ElementType.PACKAGE})
  @interface List {

    /**
     * The actions.
     *
     * @return the actions
     */
    AuditAction[] value();
  }
}
