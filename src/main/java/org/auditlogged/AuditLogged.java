// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes every call of a business method one event in WorkOS Audit Logs.
 *
 * <ol>
 *   <li>On a method, every call of that method is recorded, once, with its true outcome.
 *   <li>On a class, every business method is covered; {@link #value()} then is a prefix and the
 *       action is {@code <prefix>.<method_in_snake_case>}. A method's own annotation wins, and
 *       {@link AuditIgnored} exempts a method.
 *   <li>On a method of an interface or superclass it counts for whatever implements or overrides
 *       it, on an interface for all of its methods, and on an annotation of the application's own,
 *       as a stereotype or another interceptor binding, for what that is put on. The nearest wins:
 *       the method, what it overrides, the class, what that inherits from.
 *   <li>The class has to be a CDI bean: give it a scope. A call that a bean makes to itself through
 *       {@code this} is not seen by CDI and is not recorded.
 *   <li>On a Jakarta REST resource method the event carries the facts of the request and the final
 *       status, and calls that are refused before the method runs are recorded too.
 *   <li>Auditing changes nothing that the caller sees, except where {@link #required()} or the key
 *       {@code auditlogged.on-failure=fail} asks for it.
 * </ol>
 *
 * <p>Members that hold <em>expressions</em> take Jakarta Expression Language, {@code ${…}} or
 * {@code #{…}}, or plain text. In scope: each parameter by its name (compile with {@code
 * -parameters}), {@code result} (of a {@code Response} its entity, of a {@code CompletionStage}
 * what it completed with), {@code exception}, {@code actor} ({@code type}, {@code id}, {@code
 * name}) and {@code request} ({@code method}, {@code path}, {@code route}, and {@code pathParams},
 * {@code queryParams}, {@code headers}, {@code cookies} as maps of first values). Components of
 * records are properties; lambdas and names of classes are not known. An expression that fails at
 * run time costs its own field and one warning, never the event or the call.
 *
 * <p>A blank or malformed action, a target without a type, bad expression syntax or an unknown name
 * in an expression fails the deployment, all problems in one message.
 *
 * <p>The interceptor runs at {@code PLATFORM_BEFORE + 100}: outside of Jakarta Transactions ({@code
 * PLATFORM_BEFORE + 200}), so that it sees a commit that fails, and of every interceptor of the
 * application.
 */
@Inherited
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AuditLogged {

  /**
   * The action, by custom {@code noun.verb}: {@code "secret.read"}. Letters, digits, {@code .},
   * {@code _} and {@code -}, beginning with a letter or digit, at most 200 characters. On a class:
   * the prefix.
   *
   * @return the action
   */
  @Nonbinding
  String value();

  /**
   * The version of the action's schema that the event is judged by. Default 0: that which {@code
   * auditlogged.lock} pins, else left out. Range: 0 and up.
   *
   * @return the schema version
   */
  @Nonbinding
  int version() default 0;

  /**
   * What is acted on, besides the parameters that are annotated with {@link AuditTarget}.
   *
   * @return the targets, in the order in which the event lists them
   */
  @Nonbinding
  AuditTarget[] targets() default {};

  /**
   * Metadata of the event, besides the parameters that are annotated with {@link AuditMetadata}.
   *
   * @return the metadata
   */
  @Nonbinding
  AuditMetadata[] metadata() default {};

  /**
   * Metadata of the actor.
   *
   * @return the metadata
   */
  @Nonbinding
  AuditMetadata[] actorMetadata() default {};

  /**
   * The organization the event belongs to, an expression. Default empty: the caller's, else the key
   * {@code workos.organization-id}. An expression that yields nothing falls back likewise.
   *
   * @return the organization's id, {@code org_…}
   */
  @Nonbinding
  String organization() default "";

  /**
   * The outcomes that are recorded. Default: all.
   *
   * @return the outcomes; at least one
   */
  @Nonbinding
  AuditOutcome[] on() default {AuditOutcome.SUCCESS, AuditOutcome.FAILURE, AuditOutcome.DENIED};

  /**
   * Refuse the call before it runs when its event could not be kept: over HTTP with 503, elsewhere
   * with {@link AuditNotRecordedException}. Default {@code false}: the call goes on, and the loss
   * is counted and logged.
   *
   * @return whether no call may go unrecorded
   */
  @Nonbinding
  boolean required() default false;
}
