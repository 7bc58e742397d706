// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {
  private static final Lineage USERS = new Lineage(Users.class);

  @Test
  void aMethodOfAGenericInterfaceIsTheOneThatImplementsItForTheClassAtHand() {
    var save = method(Users.class, "save", User.class);
    assertThat(USERS.same(method(Crud.class, "save", Object.class)))
        .containsExactly(save, method(Crud.class, "save", Object.class));
    assertThat(USERS.actual(method(Crud.class, "save", Object.class))).isEqualTo(save);
  }

  @Test
  void aBridgeIsTheSameAsWhatItBridges() {
    var bridge = method(Users.class, "save", Object.class);
    assertThat(bridge.isBridge()).isTrue();
    assertThat(USERS.actual(bridge)).isEqualTo(method(Users.class, "save", User.class));
  }

  @Test
  void aBridgeOfACovariantReturnIsTheSameAsWhatItBridges() {
    var both = Stream.of(Users.class.getDeclaredMethods()).filter(m -> m.getName().equals("find"));
    assertThat(both.map(USERS::actual).distinct()).hasSize(1).noneMatch(Method::isBridge);
  }

  @Test
  void overloadsAreNotConfused() {
    var other = method(Users.class, "save", String.class);
    assertThat(USERS.same(other)).containsExactly(other);
    assertThat(USERS.same(method(Users.class, "save", User.class))).doesNotContain(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "array", "keyed", "own", "wild"})
  void everyKindOfTypeIsResolved(String name) {
    assertThat(USERS.same(named(Users.class, name)))
        .containsExactly(named(Users.class, name), named(Crud.class, name));
  }

  @Test
  void typesPassThroughAClassInBetween() {
    var lineage = new Lineage(Admins.class);
    assertThat(lineage.same(method(Base.class, "read", Object.class)))
        .containsExactly(
            method(Admins.class, "read", Long.class), method(Base.class, "read", Object.class));
  }

  @Test
  void aTypeThatNobodySaysIsItsBound() {
    assertThat(new Lineage(Raw.class).same(method(Crud.class, "save", Object.class)))
        .containsExactly(
            method(Raw.class, "save", Object.class), method(Crud.class, "save", Object.class));
    assertThat(new Lineage(Bound.class).actual(method(Crud.class, "save", Object.class)))
        .isEqualTo(method(Bound.class, "save", User.class));
  }

  @Test
  void privateAndStaticMethodsAreAlone() {
    var hidden = method(Hiding.class, "all", List.class);
    assertThat(new Lineage(Hiding.class).same(hidden)).containsExactly(hidden);
    var fixed = method(Hiding.class, "fixed");
    assertThat(new Lineage(HidingMore.class).same(fixed)).containsExactly(fixed);
  }

  @Test
  void eachMethodIsListedOnceAsItIsRun() {
    assertThat(USERS.methods().stream().map(Method::getName))
        .containsExactlyInAnyOrder(
            "save", "save", "find", "all", "array", "keyed", "own", "wild", "standard");
    assertThat(USERS.methods()).noneMatch(Method::isBridge);
  }

  /** A user. */
  public static class User {}

  /** Of a type that is open. */
  public interface Crud<T> {
    void save(T entity);

    Object find(long id);

    void all(List<T> entities);

    void array(T[] entities);

    void keyed(Map<String, T> entities, T[][] more);

    <S extends T> void own(S entity, int count);

    void wild(List<? extends T> entities, T last);

    default void standard(T entity) {}
  }

  /** Of users. */
  public static class Users implements Crud<User> {
    @Override
    public void save(User user) {}

    public void save(String user) {}

    @Override
    public User find(long id) {
      return null;
    }

    @Override
    public void all(List<User> users) {}

    @Override
    public void array(User[] users) {}

    @Override
    public void keyed(Map<String, User> users, User[][] more) {}

    @Override
    public <S extends User> void own(S user, int count) {}

    @Override
    public void wild(List<? extends User> users, User last) {}
  }

  /** Open. */
  public abstract static class Base<K> {
    public abstract void read(K key);
  }

  /** Still open. */
  public abstract static class Middle<A, B> extends Base<B> {}

  /** Closed. */
  public static class Admins extends Middle<String, Long> {
    @Override
    public void read(Long key) {}
  }

  /** Does not say. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  public abstract static class Raw implements Crud {
    @Override
    public void save(Object entity) {}
  }

  /** Says only so much. */
  public abstract static class Bound<U extends User> implements Crud<U> {
    @Override
    public void save(U user) {}
  }

  /** Has what looks alike. */
  public static class Hiding {
    @SuppressWarnings("unused")
    private void all(List<User> users) {}

    public static void fixed() {}
  }

  /** Hides it. */
  public static class HidingMore extends Hiding {
    public static void fixed() {}
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Method named(Class<?> type, String name) {
    var found = new ArrayList<>(List.of(type.getDeclaredMethods()));
    found.removeIf(m -> !m.getName().equals(name) || m.isBridge());
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
