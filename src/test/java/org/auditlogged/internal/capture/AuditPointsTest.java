// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Named;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditOutcome;
import org.auditlogged.AuditTarget;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPointsTest {
  private final AuditPoints points = new AuditPoints();

  @Nested
  class Cookies {
    @ParameterizedTest
    @ValueSource(strings = {"parameter", "expression", "target", "organization", "second"})
    void areReadWhereAMethodAsksForThem(String method) {
      assertThat(point(Asking.class, method)).isPresent();
      assertThat(points.readCookies()).isTrue();
    }

    @Test
    void areNotReadWhereNoneDoes() {
      point(Asking.class, "none");
      point(Asking.class, "others");
      point(Annotated.class, "read");
      assertThat(points.readCookies()).isFalse();
    }
  }

  /** Asks for cookies, or not. */
  static class Asking {
    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "c", value = "${c}"))
    public void parameter(@CookieParam("c") String c) {}

    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "c", value = "${request.cookies}"))
    public void expression() {}

    @AuditLogged(value = "a.b", targets = @AuditTarget(type = "t", id = "x", name = "${request}"))
    public void target() {}

    @AuditLogged(value = "a.b", organization = "${request['coo'.concat('kies')].org}")
    public void organization() {}

    @AuditLogged(
        value = "a.b",
        metadata = @AuditMetadata(name = "c", value = "${request.method} ${request.cookies.c}"))
    public void second() {}

    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "c", value = "${c}"))
    public void none(@HeaderParam("c") String c) {}

    @AuditLogged(
        value = "a.b",
        organization = "${request.headers['X-Org']}",
        metadata = @AuditMetadata(name = "c", value = "${request.method} ${request.pathParams.c}"))
    public void others() {}
  }

  @Nested
  class Covers {
    @Test
    void annotatedMethods() {
      var point = point(Annotated.class, "read").orElseThrow();
      assertThat(point.act())
          .isEqualTo(
              new AuditPoint.Act("secret.read", 3, java.util.Set.of(AuditOutcome.DENIED), true));
      assertThat(point.place().method()).isEqualTo(Annotated.class.getName() + ".read(String)");
    }

    @Test
    void onlyAnnotatedMethods() {
      assertThat(point(Annotated.class, "other")).isEmpty();
    }

    @Test
    void everyMethodOfAnAnnotatedClassButTheIgnored() {
      assertThat(action(Covered.class, "readSecretValue")).contains("vault.read_secret_value");
      assertThat(action(Covered.class, "named")).contains("vault.opened");
      assertThat(action(Covered.class, "skipped")).isEmpty();
    }

    @Test
    void methodsOfAnAnnotatedSuperclass() {
      assertThat(action(Heir.class, "more")).contains("vault.more");
      assertThat(action(Heir.class, "named")).contains("vault.opened");
    }

    @Test
    void methodsAnnotatedOnAnInterfaceOrSuperclass() {
      assertThat(action(Implementation.class, "run")).contains("contract.run");
    }

    @Test
    void methodsOfAnAnnotatedInterface() {
      assertThat(action(WholeImplementation.class, "run")).contains("whole.run");
    }

    @Test
    void methodsAnnotatedOnAGenericInterface() {
      assertThat(points.of(Users.class, declared(Users.class, "save", String.class)))
          .map(p -> p.act().action())
          .contains("crud.save");
    }

    @Test
    void noOverloadOfThem() {
      assertThat(points.of(Users.class, declared(Users.class, "save", Integer.class))).isEmpty();
    }

    @Test
    void methodsAnnotatedThroughAnotherAnnotation() {
      assertThat(action(Styled.class, "marked")).contains("marked.run");
      assertThat(action(Styled.class, "deeper")).contains("marked.run");
      assertThat(action(Styled.class, "plain")).contains("style.plain");
    }

    @Test
    void theNearestAnnotation() {
      assertThat(action(Override2.class, "run")).contains("nearer.run");
    }

    @Test
    void nothingWhereTheNearestWordIsToIgnoreIt() {
      assertThat(action(Quiet.class, "run")).isEmpty();
    }

    @Test
    void noMethodOfObject() {
      assertThat(points.of(Covered.class, method(Object.class, "toString"))).isEmpty();
      assertThat(action(Covered.class, "toString")).isEmpty();
    }
  }

  @Nested
  class Knows {
    @Test
    void theRouteOfAResourceMethod() {
      assertThat(point(Resource.class, "get").orElseThrow().place().route())
          .isEqualTo("/things/{id}/value");
      assertThat(point(Annotated.class, "read").orElseThrow().place().route()).isNull();
    }

    @Test
    void theHttpMethodsItWasMadeFor() {
      assertThat(point(Resource.class, "get").orElseThrow().place().httpMethods())
          .containsExactly("GET");
      assertThat(point(Annotated.class, "read").orElseThrow().place().httpMethods()).isEmpty();
    }

    @Test
    void whetherTheResponseMayComeLater() {
      assertThat(point(Resource.class, "get").orElseThrow().place().isAsynchronous()).isFalse();
      assertThat(point(Resource.class, "later").orElseThrow().place().isAsynchronous()).isTrue();
      assertThat(point(Resource.class, "suspended").orElseThrow().place().isAsynchronous())
          .isTrue();
    }
  }

  @Test
  void annotationsAreReadOncePerMethod() {
    assertThat(point(Annotated.class, "read").orElseThrow())
        .isSameAs(point(Annotated.class, "read").orElseThrow());
  }

  @Test
  void whateverAMethodIsCalledByHasTheSamePoint() {
    var save = points.of(Users.class, declared(Users.class, "save", String.class)).orElseThrow();
    var bridge = declared(Users.class, "save", Object.class);
    assertThat(bridge.isBridge()).isTrue();
    assertThat(points.of(Users.class, bridge).orElseThrow()).isSameAs(save);
    assertThat(points.of(Users.class, declared(Crud.class, "save", Object.class)).orElseThrow())
        .isSameAs(save);
    assertThat(points.known()).containsExactly(save);
    assertThat(save.place().method()).isEqualTo(Users.class.getName() + ".save(String)");
  }

  @Test
  void aResourceMethodIsKnownAgainWhateverTheServerKnowsItBy() {
    var save = declared(Users.class, "save", String.class);
    assertThat(points.isSame(Users.class, save, save)).isTrue();
    assertThat(points.isSame(Users.class, declared(Crud.class, "save", Object.class), save))
        .isTrue();
    assertThat(points.isSame(Users.class, declared(Users.class, "save", Object.class), save))
        .isTrue();
    assertThat(points.isSame(Users.class, declared(Users.class, "save", Integer.class), save))
        .isFalse();
    assertThat(points.isSame(Covered.class, save, save)).isFalse();
  }

  @Test
  void aClassIsLearntOnceAndItsProblemsAreTold() {
    var log = new Told();
    Logger.getLogger(AuditPoints.class.getPackageName()).addHandler(log);
    try {
      assertThat(points.learn(Annotated.class)).hasSize(1);
      assertThat(points.learn(Annotated.class)).isEmpty();
      assertThat(points.learn(Syntax.class)).hasSize(1);
      assertThat(points.learn(Never.class)).hasSize(1);
      assertThat(points.learn(Syntax.class)).isEmpty();
      point(Syntax.class, "broken");
    } finally {
      Logger.getLogger(AuditPoints.class.getPackageName()).removeHandler(log);
    }
    assertThat(log.texts)
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .startsWith("AUDIT-002 1 value is left out, being wrong")
                    .contains("broken()"),
            text ->
                assertThat(text)
                    .startsWith("AUDIT-002 1 value is left out, being wrong")
                    .contains("never()"));
    assertThat(points.known()).hasSize(3);
  }

  @Test
  void rightAnnotationsHaveNoProblems() {
    assertThat(points.problems(List.of(Annotated.class, Covered.class, Resource.class))).isEmpty();
    assertThat(points.known()).hasSize(7);
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    var on = "@AuditLogged on " + Wrong.class.getName() + ".";
    assertThat(points.problems(List.of(Wrong.class)))
        .containsExactlyInAnyOrder(
            on + "blank(): action is blank; name it like \"invoice.deleted\"",
            on
                + "malformed(): action is \"no spaces please\"; expected 1 to 200 of a-z A-Z 0-9 . _ -"
                + " beginning with a letter or digit, like \"invoice.deleted\"",
            on + "both(): it is @AuditIgnored as well; expected one of both",
            on
                + "unseen(): it is private or static, and calls of such methods are not seen; make"
                + " it neither",
            on
                + "nobodysInstance(): it is private or static, and calls of such methods are not"
                + " seen; make it neither",
            on
                + "never(): on is empty, so nothing would ever be recorded; leave it out for all"
                + " outcomes",
            on + "version(): version is -1; expected 0 (left out) or more",
            on
                + "type(): type of @AuditTarget is blank; expected the kind of thing, like"
                + " \"invoice\"",
            on + "id(): id of @AuditTarget \"thing\" is blank; expected an expression",
            on
                + "idTwice(String): id of @AuditTarget on a parameter is \"x\"; leave it out, the"
                + " parameter's value is the id",
            on
                + "valueTwice(String): value of @AuditMetadata on a parameter is \"x\"; leave it out,"
                + " the parameter's value is the value",
            on
                + "key(): name of @AuditMetadata is \"my key\"; WorkOS takes 1 to 40 of a-z A-Z 0-9"
                + " _ -",
            on + "value(): value of @AuditMetadata \"k\" is empty; expected an expression",
            on
                + "unknown(String): value of @AuditMetadata \"k\" is \"${pasword.length}\", which"
                + " names pasword; expected one of [actor, exception, password, request, result]");
  }

  @Test
  void anObserverOfEventsIsNotAudited() {
    var why =
        "it observes AuditEvent, so each event of its calls would make the next, without end; put"
            + " @AuditIgnored on it";
    assertThat(points.problems(List.of(Hearing.class)))
        .containsExactlyInAnyOrder(
            "@AuditLogged on " + Hearing.class.getName() + ".hear(AuditEvent): " + why,
            "@AuditLogged on " + Hearing.class.getName() + ".hearAll(Object): " + why);
  }

  @Test
  void whatIsWrongAndWasNotCheckedInTimeIsLeftOut() {
    var unknown = point(Wrong.class, "unknown").orElseThrow();
    assertThat(unknown.act().action()).isEqualTo("a.b");
    assertThat(unknown.fields().metadata().get(0).value().read(null)).isNull();
    assertThat(action(Wrong.class, "blank")).contains("unknown");
  }

  @Test
  void badSyntaxIsNamed() {
    assertThat(points.problems(List.of(Syntax.class)))
        .singleElement()
        .asString()
        .startsWith(
            "@AuditLogged on "
                + Syntax.class.getName()
                + ".broken(): value of @AuditMetadata \"k\" is \"${result.\", which is no"
                + " expression: ");
  }

  private Optional<String> action(Class<?> type, String name) {
    return point(type, name).map(p -> p.act().action());
  }

  private Optional<AuditPoint> point(Class<?> type, String name) {
    return points.of(type, method(type, name));
  }

  private static Method declared(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Method method(Class<?> type, String name) {
    return Stream.of(type.getMethods()).filter(m -> m.getName().equals(name)).findFirst().get();
  }

  /** Methods of its own. */
  public static class Annotated {
    @AuditLogged(value = "secret.read", version = 3, on = AuditOutcome.DENIED, required = true)
    public String read(@AuditTarget(type = "secret") String id) {
      return id;
    }

    public void other() {}
  }

  /** All methods. */
  @AuditLogged("vault")
  public static class Covered {
    public void readSecretValue() {}

    @AuditLogged("vault.opened")
    public void named() {}

    @AuditIgnored
    public void skipped() {}

    @Override
    public String toString() {
      return "covered";
    }
  }

  /** Inherits. */
  public static class Heir extends Covered {
    public void more() {}
  }

  /** Says it for others. */
  public interface Contract {
    @AuditLogged("contract.run")
    void run();
  }

  /** Says nothing itself. */
  public static class Implementation implements Contract {
    @Override
    public void run() {}
  }

  /** What is logged. */
  private static final class Told extends Handler {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      texts.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Is told of events. */
  @AuditLogged("hearing")
  public static class Hearing {
    public void hear(@ObservesAsync AuditEvent event) {}

    public void hearAll(@ObservesAsync Object event) {}

    public void hearAnother(@ObservesAsync String event) {}

    public void hearOthers(@ObservesAsync @Named("others") Object event) {}

    public void mask(@Observes AuditDraft draft) {}

    public void take(AuditEvent event) {}

    @AuditIgnored
    public void ignored(@ObservesAsync AuditEvent event) {}
  }

  /** Says it for all methods. */
  @AuditLogged("whole")
  public interface Whole {
    void run();
  }

  /** Has one. */
  public static class WholeImplementation implements Whole {
    @Override
    public void run() {}
  }

  /** Of a type that is open. */
  public interface Crud<T> {
    @AuditLogged("crud.save")
    void save(T entity);
  }

  /** Of a type that is not. */
  public static class Users implements Crud<String> {
    @Override
    public void save(String entity) {}

    public void save(Integer number) {}
  }

  /** Audited. */
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged("marked.run")
  public @interface Mark {}

  /** Audited by another; and by itself in the end. */
  @Retention(RetentionPolicy.RUNTIME)
  @Deeper
  @Mark
  public @interface Deeper {}

  /** Audited as a whole. */
  @Retention(RetentionPolicy.RUNTIME)
  @AuditLogged("style")
  public @interface Style {}

  /** Marked. */
  @Style
  public static class Styled {
    @Mark
    public void marked() {}

    @Deeper
    public void deeper() {}

    public void plain() {}
  }

  /** Wrong in one thing. */
  public static class Never {
    @AuditLogged(
        value = "a.b",
        on = {})
    public void never() {}
  }

  /** Wants no part in it. */
  public static class Quiet extends Implementation {
    @Override
    @AuditIgnored
    public void run() {}
  }

  /** Says it itself. */
  public static class Override2 extends Implementation {
    @Override
    @AuditLogged("nearer.run")
    public void run() {}
  }

  /** A REST resource. */
  @Path("/things/")
  public static class Resource {
    @GET
    @Path("{id}/value")
    @AuditLogged("thing.read")
    public String get(@PathParam("id") @AuditTarget(type = "thing") String id) {
      return id;
    }

    @AuditLogged("thing.later")
    public CompletionStage<String> later() {
      return null;
    }

    @AuditLogged("thing.suspended")
    public void suspended(@Suspended AsyncResponse response) {}

    @AuditLogged(
        value = "thing.made",
        targets = @AuditTarget(type = "thing", id = "#{result.id}", name = "plain"),
        metadata = @AuditMetadata(name = "who", value = "${actor.id} by ${request.method}"))
    public void made() {}
  }

  /** Everything that can be wrong. */
  public static class Wrong {
    @AuditLogged(" ")
    public void blank() {}

    @AuditLogged("a.b")
    @AuditIgnored
    public void both() {}

    @AuditLogged("a.b")
    @SuppressWarnings("unused")
    private void unseen() {}

    @AuditLogged("a.b")
    public static void nobodysInstance() {}

    @AuditLogged(
        value = "a.b",
        on = {})
    public void never() {}

    @AuditLogged("no spaces please")
    public void malformed() {}

    @AuditLogged(value = "a.b", version = -1)
    public void version() {}

    @AuditLogged(value = "a.b", targets = @AuditTarget(type = "", id = "x"))
    public void type() {}

    @AuditLogged(value = "a.b", targets = @AuditTarget(type = "thing"))
    public void id() {}

    @AuditLogged("a.b")
    public void idTwice(@AuditTarget(type = "thing", id = "x") String thing) {}

    @AuditLogged("a.b")
    public void valueTwice(@AuditMetadata(name = "k", value = "x") String thing) {}

    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "my key", value = "v"))
    public void key() {}

    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k"))
    public void value() {}

    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k", value = "${pasword.length}"))
    public void unknown(String password) {}
  }

  /** Not the language. */
  public static class Syntax {
    @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k", value = "${result."))
    public void broken() {}
  }
}
