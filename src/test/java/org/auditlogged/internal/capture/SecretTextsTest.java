// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextsTest {
  private static final List<String> SECRETS =
      List.of("password", "token", "secret", "pin", "api-key", "authorization", "cookie");
  private final SecretTexts unit = new SecretTexts(new SecretNames(SECRETS));

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          password=hunter2                               ¦ password=[redacted]
          a=1&password=hunter2&b=2                       ¦ a=1&password=[redacted]&b=2
          https://host/x?access_token=hunter2#top        ¦ https://host/x?access_token=[redacted]
          login failed, password=hunter2 of jon          ¦ login failed, password=[redacted] of jon
          user[password]=hunter2;x                       ¦ user[password]=[redacted];x
          password = hunter2 ok                          ¦ password = [redacted] ok
          password == hunter2                            ¦ password == [redacted]
          {:password=>"hunter2", :a=>1}                  ¦ {:password=>"[redacted]", :a=>1}
          {"password":"hunter2","a":"b"}                 ¦ {"password":"[redacted]","a":"b"}
          {"password" : "hun\\"ter2", "a":1}              ¦ {"password" : "[redacted]", "a":1}
          {"pin":1234,"a":[1,2]}                         ¦ {"pin":[redacted],"a":[1,2]}
          {"token":{"a":["hunter2"]},"b":1}              ¦ {"token":[redacted],"b":1}
          "{\\"password\\":\\"hunter2\\",\\"a\\":1}"           ¦ "{\\"password\\":\\"[redacted]\\",\\"a\\":1}"
          {password:hunter2,a:1}                         ¦ {password:[redacted],a:1}
          {"password":"hunter2                           ¦ {"password":"[redacted]
          Bean(user=jon, password=hunter2)               ¦ Bean(user=jon, password=[redacted])
          Bean[password=hun, ter)2, user=jon]            ¦ Bean[password=[redacted], user=jon]
          {password=[a, b], Token[id=7, token=a b]}      ¦ {password=[redacted], Token[id=7, token=[redacted]]}
          password: hunter two                           ¦ password: [redacted]
          Authorization: Basic am9uOmh1bnRlcjI=          ¦ Authorization: [redacted]
          Cookie: a=b; c=d                               ¦ Cookie: [redacted]
          password='hunter two' ok                       ¦ password='[redacted]' ok
          <user><password>hunter2</password></user>      ¦ <user><password>[redacted]</password></user>
          <p:password type="x">hunter2</p:password>      ¦ <p:password type="x">[redacted]</p:password>
          <password token='a' b=c >hunter2</password>    ¦ <password token='[redacted]' b=c >[redacted]</password>
          <pin><![CDATA[hunter<2]]></pin>                ¦ <pin><![CDATA[[redacted]]]></pin>
          <user password="hunter two" name="jon"/>       ¦ <user password="[redacted]" name="jon"/>
          {name=password, value=hunter2}                 ¦ {name=password, value=[redacted]}
          {value=hunter2, name=password}                 ¦ {value=[redacted], name=password}
          [{"name":"a","value":"b"},{"name":"pin","value":"1"}] ¦ [{"name":"a","value":"b"},{"name":"pin","value":"[redacted]"}]
          x Bearer abc, password=Bearer abc              ¦ x Bearer [redacted], password=[redacted] [redacted]
          Bea​rer abc                                     ¦ Bearer [redacted]
          """)
  void secretIsCutOut(String text, String redacted) {
    assertThat(unit.redact(text)).isEqualTo(redacted);
    assertThat(unit.redact(redacted)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "a=b",
        "the password is not the token",
        "password=",
        "password",
        "Login[user=jon, password=null]",
        "secret:7",
        "urn:secret:7",
        "{id=secret:7}",
        "Token[id=7, name=x]",
        "pinned=true, spinner: on",
        "10:15:30 token",
        "https://secret:443/token",
        "{name=colour, value=red}",
        "<a> => {} [x] : 1",
        "<password/> of jon",
        "</password> of jon",
        "1 < 2 password> of jon",
        "password=[redacted]",
        "{\"password\":\"[redacted]\",\"a\":1}",
        "👨‍👩‍👧 at home",
        "a\u202eb\u00ad",
      })
  void otherTextIsGivenBackItself(String text) {
    assertThat(unit.redact(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bea\u200brer hunter2",
        "Bearer\u202ahunter2",
        "Bearer\u200ehunter2",
        "Be\u00adarer hun\ufe0fter2",
        "pass\u2060word=hunter2",
        "Bearer\u0000hunter2",
        "password\n=\thunter2",
        "Bearer\u202ahunter2 and pass\u200bword=hunter2",
      })
  void whatIsNotSeenHidesNothing(String text) {
    assertThat(unit.redact(text).replaceAll("[^a-z0-9]", "")).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(ints = {9_900, 9_960, 9_990, 9_995})
  void headOfALongTextHoldsNoHalfOfASecret(int at) {
    var secrets =
        List.of("4111 1111 1111 1111", "sk_live_hunter2", " Bearer hunter2", "eyJhbGci.eyJh.c");
    for (var secret : secrets) {
      var head = unit.redact(" ".repeat(at) + secret + ".".repeat(300));
      assertThat(head).hasSizeLessThan(10_001);
      assertThat(head).doesNotContain("4111 1").doesNotContain("hunt").doesNotContain("eyJ");
    }
    var jwt = "eyJ" + "a".repeat(20_000) + ".eyJ.c";
    assertThat(unit.redact("x " + jwt)).isEqualTo("x …");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void hostileTextTakesLinearTime() {
    var names = new NamedValues(new SecretNames(SECRETS));
    var pieces =
        List.of(
            "=",
            ":",
            ">",
            "a=",
            "name=",
            "name=(",
            "name='",
            "name=\\\"",
            "value=",
            "value=(",
            "name=password,",
            "{value=(,name=token",
            "password=",
            "password=(",
            "password=\"",
            "\"=",
            "'\"=",
            "\\",
            "\\\":",
            ",",
            "(",
            ")",
            "[",
            "]=",
            "<a>",
            " ",
            " =",
            "a",
            "{a:",
            "name=,a",
            "<name>",
            "<pin a='b' ",
            "<pin><![CDATA[",
            ">",
            "Aa1");
    for (var piece : pieces) {
      assertThat(names.redact(piece.repeat(500_000 / piece.length()))).as(piece).isNotNull();
    }
    assertThat(names.redact("a".repeat(1_000_000) + "_password=hunter2")).doesNotContain("hunter2");
  }

  @Property(tries = 500)
  void resultIsItsOwnResult(@ForAll("pieces") String text) {
    var redacted = unit.redact(text);
    assertThat(unit.redact(redacted)).isEqualTo(redacted);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "password",
            "name",
            "value",
            "=",
            ":",
            " ",
            "\"",
            "'",
            "\\",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            ",",
            "<",
            ">",
            "&",
            "hunter2",
            "null",
            "[redacted]",
            "Bearer",
            "\n",
            "\u200b",
            "x")
        .list()
        .ofMaxSize(12)
        .map(all -> String.join("", all));
  }
}
