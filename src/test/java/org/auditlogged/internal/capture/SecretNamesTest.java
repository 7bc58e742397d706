// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.auditlogged.internal.AuditConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  private static final List<String> DEFAULTS =
      AuditConfig.read(
              new AuditConfig.Properties(List.of(), key -> Optional.empty()),
              routes -> List.of(),
              "shop",
              Path.of("."))
          .capture()
          .redact();

  private final SecretNames unit = new SecretNames(DEFAULTS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "Password",
        "userPassword",
        "password_hash",
        "passwordhash",
        "userpassword",
        "user.password",
        "password2",
        "oldPasswords",
        "PassWord",
        "pass_word",
        "new-password",
        "passwd",
        "X-Api-Key",
        "apiKey",
        "api_key",
        "APIKey",
        "apikey",
        "API_KEY",
        "myApiKey1",
        "workos.api-key",
        "x-api-keys",
        "token",
        "accessToken",
        "accesstoken",
        "token_type",
        "refresh_token",
        "tokens",
        "OAuth2Token",
        "secret",
        "clientSecret",
        "client_secret",
        "clientsecret",
        "secretKey",
        "secretkey",
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "cookies",
        "credentials",
        "privateKey",
        "private_key",
        "privatekey",
        "sessionId",
        "JSESSIONID",
        "session_id",
        "mysession_id",
        "pin",
        "PIN",
        "userPin",
        "pin_code",
        "PINCode",
        "userPIN",
        "pins",
        "old_pins",
        "pin1",
        "card",
        "cardNumber",
        "creditCard",
        "credit_card_number",
        "cards",
        "cvv",
        "cvv2",
        "cardCvc",
        "iban",
        "ibanNumber",
        "ssn",
        "user_ssn",
        "signature",
        "sha256Signature",
        "pwd",
        "dbPwd",
        "passphrase",
        "passcode",
        "otp",
        "otpCode",
        "idJwt",
        "bearer",
        "AWS_ACCESS_KEY",
        "securityCode",
        "ccnumber",
        "creditcard",
        "debitcards",
        "cardnumber",
        "cardno",
        "userpin",
        "oldpins",
        "pincode",
        "userpwd",
        "dbpwd",
        "usercvv",
        "cvvcode",
        "ssnnumber",
        "accesstokens",
      })
  void secretNameHits(String name) {
    assertThat(unit.hits(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "...",
        "cardinality",
        "cardiology",
        "pinned",
        "pinning",
        "spinner",
        "spin",
        "discard",
        "discarded",
        "dashboard",
        "wildcard",
        "wildcards",
        "scorecards",
        "discards",
        "cardsharp",
        "pinnumbered",
        "codepinner",
        "opinion",
        "shippingInfo",
        "lesson",
        "session",
        "assn",
        "caliban",
        "pass",
        "key",
        "apiVersion",
        "api",
        "id",
        "name",
        "user",
        "monkey",
        "keyApi",
        "privateNote",
        "bookie",
        "tok",
        "author",
        "auth_method",
        "accessKind",
        "robotparts",
        "authorized",
        "sign",
        "stopInfo",
        "cv",
        "http_status",
        "event_id",
        "trace_id",
        "outcome",
        "error",
        "http_method",
        "http_route",
      })
  void otherNameDoesNotHit(String name) {
    assertThat(unit.hits(name)).isFalse();
  }

  @Test
  void idOfASecretIsNoSecretUnlessItIsListed() {
    for (var id : List.of("secretId", "token_id", "cardId", "id", "name")) {
      assertThat(unit.hitsAsId(id)).as(id).isFalse();
    }
    for (var secret : List.of("secret", "tokens", "session-id", "mySessionId", "JSESSIONID")) {
      assertThat(unit.hitsAsId(secret)).as(secret).isTrue();
    }
  }

  @Test
  void listIsTheConfiguredOne() {
    var own = new SecretNames(List.of("Badge-Number", "x", "--", ""));
    assertThat(own.hits("badgeNumber")).isTrue();
    assertThat(own.hits("badge_number_old")).isTrue();
    assertThat(own.hits("badge")).isFalse();
    assertThat(own.hits("x")).isTrue();
    assertThat(own.hits("ax")).isFalse();
    assertThat(own.hits("password")).isFalse();
    assertThat(new SecretNames(List.of()).hits("password")).isFalse();
  }

  @Test
  void manyNamesAreNotAllRemembered() {
    for (int i = 0; i < 1_100; i++) {
      assertThat(unit.hits("field" + i)).isFalse();
      assertThat(unit.hits("password" + i)).isTrue();
    }
    assertThat(unit.hits("x".repeat(1_000_000) + "-password")).isTrue();
    assertThat(unit.hits("aB".repeat(5_000))).isFalse();
  }

  @Property(tries = 300)
  void listedNameHitsInEverySpelling(
      @ForAll @From("listed") String listed,
      @ForAll @From("words") String before,
      @ForAll @From("words") String after) {
    var parts = listed.split("-");
    var camel = new StringBuilder(before);
    for (var part : parts) {
      camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    camel.append(after.substring(0, 1).toUpperCase(Locale.ROOT)).append(after.substring(1));
    assertThat(camel.toString()).satisfies(name -> assertThat(unit.hits(name)).isTrue());
    for (var separator : List.of("_", "-", ".", " ", "/")) {
      var name = String.join(separator, before, String.join(separator, parts), after);
      assertThat(name).satisfies(n -> assertThat(unit.hits(n)).isTrue());
      assertThat(name.toUpperCase(Locale.ROOT)).satisfies(n -> assertThat(unit.hits(n)).isTrue());
    }
  }

  @Provide
  Arbitrary<String> listed() {
    return Arbitraries.of(DEFAULTS);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
  }
}
