// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a.b                                    | ``
          ${login}                               | login
          ${login.password}                      | password
          #{ login . password }                  | login password
          ${secret.id}                           | id
          ${login.getPassword()}                 | getPassword
          ${request.headers['Authorization']}    | Authorization
          ${request.headers["it's"].x}           | x
          ${map.get('api_key')}                  | api_key
          ${list[0]}                             | list
          ${map[key.name]}                       | name map
          ${password.substring(1, 2)}            | password
          ${token.value}                         | token
          ${value}                               | value
          ${a.b} / ${c.d}                        | b d
          ${empty a.b ? 'token' : c.d + 1}       | b d
          ${not x and (y.z > 3)}                 | x z
          ${a.b(c.d).e}                          | d e
          ${list.stream().map(x -> x.pin)}       | x pin map
          ${{'a': b.c}}                          | c
          ${a[                                   | a
          """)
  void areTheLastOfEachPath(String expression, String names) {
    assertThat(String.join(" ", EndNames.of(expression))).isEqualTo(names);
  }

  @Property(tries = 500)
  void areFoundInAnything(@ForAll("texts") String text) {
    assertThat(EndNames.of(text)).doesNotContainNull();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("${", "}", "a", ".", "[", "]", "(", ")", "'", "\"", "\\", " ", "1", "get")
        .list()
        .ofMaxSize(20)
        .map(all -> String.join("", all));
  }
}
