// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.support.HidingClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {

  @Test
  void whatStandsOnAnInterfaceOrAnOverriddenMethodIsMissing() {
    // not the standard way to run of the contract, which is not overridden: that is inherited
    assertThat(missing(Service.class)).isEqualTo(Map.of("run", "contract.run"));
    assertThat(missing(Overriding.class)).isEqualTo(Map.of("take", "base.take"));
    assertThat(missing(OfClass.class)).isEqualTo(Map.of("one", "whole"));
    assertThat(missing(Noted.class)).isEqualTo(Map.of("run", "noted.run"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Own.class,
        Heir.class,
        Bound.class,
        Stereotyped.class,
        Abstract.class,
        Contract.class,
        Intercepting.class,
        Decorating.class,
        Plain.class
      })
  void whatCdiSeesByItselfOrDoesNotCallIsNot(Class<?> type) {
    assertThat(missing(type)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {Service.class, Own.class, Heir.class, Bound.class, Stereotyped.class})
  void whatIsAuditedAnywhereIsAudited(Class<?> type) {
    assertThat(Bindings.isAudited(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {Plain.class, Intercepting.class, Decorating.class})
  void othersAreNot(Class<?> type) {
    assertThat(Bindings.isAudited(type)).isFalse();
  }

  @Test
  void aClassThatSpeaksOfClassesThatAreNotThereIsLeftAlone() throws Exception {
    var loader = new HidingClassLoader(Plain.class.getName());
    var type = loader.loadClass(Dangling.class.getName());
    assertThat(missing(type)).isEmpty();
    assertThat(Bindings.isAudited(type)).isFalse();
  }

  @Test
  void aContainerWithoutPortableExtensionsIsToldOfTheSame() {
    var bound = new TreeMap<String, String>();
    new LiteBindingExtension().bind(config(Service.class, bound));
    assertThat(bound).isEqualTo(Map.of("run", "contract.run"));
  }

  private static Map<String, String> missing(Class<?> type) {
    var missing = new TreeMap<String, String>();
    Bindings.missing(type).forEach((m, annotation) -> missing.put(m.getName(), annotation.value()));
    return missing;
  }

  private static ClassConfig config(Class<?> type, Map<String, String> bound) {
    var methods =
        Stream.of(type.getMethods())
            .filter(m -> m.getDeclaringClass() != Object.class)
            .map(m -> config(m, bound))
            .toList();
    return stub(ClassConfig.class, Map.of("info", a -> named(type), "methods", a -> methods));
  }

  private static MethodConfig config(Method method, Map<String, String> bound) {
    var info =
        stub(
            MethodInfo.class,
            Map.of(
                "name",
                a -> method.getName(),
                "parameters",
                a -> Collections.nCopies(method.getParameterCount(), null),
                "declaringClass",
                a -> named(method.getDeclaringClass())));
    return stub(
        MethodConfig.class,
        Map.of(
            "info",
            a -> info,
            "addAnnotation",
            a -> bound.put(method.getName(), ((AuditLogged) a[0]).value())));
  }

  private static ClassInfo named(Class<?> type) {
    return stub(ClassInfo.class, Map.of("name", a -> type.getName()));
  }

  private static <T> T stub(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          var answer = answers.get(method.getName()).apply(arguments);
          return method.getReturnType().isInstance(answer) ? answer : null;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Says it for others. */
  public interface Contract {
    @AuditLogged("contract.run")
    void run();

    @AuditLogged("contract.standard")
    default void standard() {}

    @AuditLogged("contract.ignored")
    default void ignored() {}
  }

  /** Says nothing itself. */
  public static class Service implements Contract {
    @Override
    public void run() {}

    public void run(int times) {}

    @Override
    @AuditIgnored
    public void ignored() {}
  }

  /** Audited by itself. */
  public static class Base {
    @AuditLogged("base.take")
    public void take() {}
  }

  /** Takes it over. */
  public static class Overriding extends Base {
    @Override
    public void take() {}
  }

  /** Inherits it: CDI sees that. */
  public static class Heir extends Base {}

  /** Audited as a whole. */
  @AuditLogged("whole")
  public interface Whole {
    void one();
  }

  /** So this is. */
  public static class OfClass implements Whole {
    @Override
    public void one() {}
  }

  /** Its own. */
  public static class Own implements Contract {
    @Override
    @AuditLogged("own.run")
    public void run() {}

    @Override
    @AuditLogged("own.standard")
    public void standard() {}

    @Override
    @AuditLogged("own.ignored")
    public void ignored() {}
  }

  /** No binding. */
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged("noted.run")
  public @interface Note {}

  /** Noted. */
  public static class Noted {
    @Note
    public void run() {}
  }

  /** A binding. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged("bound.run")
  public @interface Binding {}

  /** Bound. */
  public static class Bound {
    @Binding
    public void run() {}
  }

  /** A stereotype, by way of a binding. */
  @Stereotype
  @Binding
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Style {}

  /** Styled. */
  @Style
  public static class Stereotyped {
    public void run() {}
  }

  /** Nobody's object. */
  public abstract static class Abstract implements Contract {}

  /** Carries its binding. */
  @Interceptor
  @AuditLogged("x")
  public static class Intercepting {
    public void run() {}
  }

  /** Stands before what is audited. */
  @Decorator
  public static class Decorating implements Contract {
    @Override
    public void run() {}
  }

  /** Nothing. */
  public static class Plain {
    public void run() {}
  }

  /** Speaks of others. */
  public static class Dangling {
    @AuditLogged("x")
    public List<Plain> run(Plain plain) {
      return List.of(plain);
    }
  }
}
