// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.types.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.auditlogged.internal.Lines;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.AuditPoints;
import org.auditlogged.internal.capture.Declarations;

/**
 * Finds the beans with audited methods and fails the deployment when their annotations are wrong.
 * Build compatible, because Quarkus runs no portable extension. One instance per deployment, used
 * by one thread.
 */
public final class AuditExtension implements BuildCompatibleExtension {
  private final Set<String> classes = new TreeSet<>();
  private final Map<String, String> produced = new TreeMap<>();

  /** Remembers each bean that is audited anywhere, or declares what is. */
  @Registration(types = Object.class)
  public void collect(BeanInfo bean) {
    var type = bean.declaringClass().name();
    if (bean.isClassBean()) {
      if (is(type, AuditExtension::isConcerned)) {
        classes.add(type);
      }
    } else if (bean.isProducerMethod() || bean.isProducerField()) {
      var by = bean.isProducerMethod() ? bean.producerMethod().name() : bean.producerField().name();
      for (var name : classes(bean.types())) {
        if (is(name, Bindings::isAudited)) {
          produced.putIfAbsent(type + "." + by, name);
        }
      }
    }
  }

  /** Whether a bean is audited anywhere, or declares what is. */
  static boolean isConcerned(Class<?> bean) {
    return Bindings.isAudited(bean) || Declarations.isDeclared(bean);
  }

  private static boolean is(String name, Predicate<Class<?>> what) {
    return AuditedClasses.load(Set.of(name)).stream().anyMatch(what);
  }

  private static List<String> classes(Collection<Type> types) {
    var names = new ArrayList<String>();
    for (var type : types) {
      if (type.isClass()) {
        names.add(type.asClass().declaration().name());
      } else if (type.isParameterizedType()) {
        names.add(type.asParameterizedType().declaration().name());
      }
    }
    return names;
  }

  /** Hands the names to the running application. */
  @Synthesis
  public void offer(SyntheticComponents components) {
    components
        .addBean(AuditedClasses.class)
        .type(AuditedClasses.class)
        .scope(ApplicationScoped.class)
        .withParam(AuditedClasses.Creator.NAMES, classes.toArray(String[]::new))
        .createWith(AuditedClasses.Creator.class);
  }

  /** Reads the annotations; all problems become one message. */
  @Validation
  public void validate(Messages messages) {
    produced.forEach((by, type) -> messages.warn(Message.PRODUCED.text(by, type)));
    problems(AuditedClasses.load(classes)).ifPresent(messages::error);
  }

  /** What is wrong in the annotations of these. */
  static Optional<String> problems(List<Class<?>> classes) {
    var problems = new AuditPoints().problems(classes);
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Message.BAD_ANNOTATIONS.text(
                problems.size() == 1 ? "1 value is" : problems.size() + " values are",
                new Lines(problems)));
  }
}
