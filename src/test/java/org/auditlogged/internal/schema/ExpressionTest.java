// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private final List<String> doubts = new ArrayList<>();
  private final JavaType login =
      KnownType.with(
          "com.acme.Login",
          Map.of("user", KnownType.TEXT, "age", KnownType.NUMBER, "isNew", KnownType.BOOLEAN));
  private final Map<String, JavaType> names =
      NamesInScope.of(
          Map.of("login", login, "n", KnownType.NUMBER, "logins", KnownType.mapOf(login)),
          KnownType.ANY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                              | STRING
          ${login.user}                      | STRING
          ${login.age}                       | NUMBER
          #{login.age}                       | NUMBER
          ${ login['age'] }                  | NUMBER
          ${login["age"]}                    | NUMBER
          ${login.isNew}                     | BOOLEAN
          ${n}                               | NUMBER
          number ${n}                        | STRING
          ${n}${n}                           | STRING
          ${n + 1}                           | NUMBER
          ${-n}                              | NUMBER
          ${n * 2 div 3 mod 4 % 5 - .5e-3}   | NUMBER
          ${n += 1}                          | STRING
          ${n > 1}                           | BOOLEAN
          ${n gt 1 and not empty login}      | BOOLEAN
          ${!login.isNew or n == 3}          | BOOLEAN
          ${login.isNew ? 1 : n}             | NUMBER
          ${login.isNew ? 1 : 'x'}           | STRING
          ${login.isNew ? true : false}      | BOOLEAN
          ${(n)}                             | NUMBER
          ${logins.jon.age}                  | NUMBER
          ${logins['jon'].age}               | NUMBER
          ${logins[login.user].age}          | NUMBER
          ${logins['a' += n].age}            | NUMBER
          ${request.headers['X-Id']}         | STRING
          ${exception.cause.message}         | STRING
          ${result.anything.at.all}          | STRING
          ${result.any(1, 'x').thing()}      | STRING
          ${null}                            | STRING
          ${[1, 2]}                          | STRING
          ${{'a': 1, 'b': n}}                | STRING
          ${'it\\'s' += "}"}                 | STRING
          \\${n}                             | STRING
          a$b#c {n}                          | STRING
          """)
  void typeIsThatOfItsValue(String text, JsonType type) {
    assertThat(JsonType.of(Expression.type(text, names, doubts::add))).isEqualTo(type);
    assertThat(doubts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${user}             | names user; expected one of [actor, exception, login, logins, n, request, result]
          ${login.name}       | names no property name of com.acme.Login; expected one of [age, isNew, user]
          ${login['name']}    | names no property name of com.acme.Login; expected one of [age, isNew, user]
          ${logins.jon.name}  | names no property name of com.acme.Login; expected one of [age, isNew, user]
          ${login.age(1)}     | names no public method age with 1 parameters of com.acme.Login
          ${request.body}     | names no property body of request; expected one of [cookies, headers, method, path, pathParams, queryParams, route]
          ${login.user        | is no expression: expected } at its end
          ${}                 | is no expression: expected a value at "}"
          ${n +}              | is no expression: expected a value at "}"
          ${n n}              | is no expression: expected } at "n}"
          ${login.}           | is no expression: expected a name at "}"
          ${login.1}          | is no expression: expected } at ".1}"
          ${'abc}             | is no expression: a text in quotes does not end at "'abc}"
          ${n ? 1}            | is no expression: expected : at "}"
          ${(n}               | is no expression: expected ) at "}"
          ${n = 1}            | is no expression: an expression assigns nothing; for comparing expected == at "= 1}"
          ${x -> x}           | is no expression: lambdas are not known at "-> x}"
          ${max(1, 2)}        | is no expression: functions are not known at "(1, 2)}"
          ${a:b(1)}           | names a; expected one of [actor, exception, login, logins, n, request, result]
          ${n} #{n}           | is no expression: it mixes ${ and #{
          ${n; n}             | is no expression: expected } at "; n}"
          ${[1 2]}            | is no expression: expected ] at "2]}"
          ${n & 1}            | is no expression: expected } at "& 1}"
          """)
  void whatCannotBeIsRefused(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expression.type(text, names, doubts::add))
        .withMessage(why);
  }

  @Test
  void abstractTypeMayHaveMoreThanItSays() {
    var shape = new KnownType("com.acme.Shape", java.util.Set.of(), List.of(), true, Map.of());
    // a known type that is open is one of the language's own, of which nothing is doubted
    assertThat(JsonType.of(Expression.type("${s.area}", Map.of("s", shape), doubts::add)))
        .isEqualTo(JsonType.STRING);
    assertThat(doubts).isEmpty();
  }
}
