// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretShapesTest {
  private static final String BEGIN = "-----BEGIN RSA PRIVATE " + "KEY-----";
  private static final String END = "-----END RSA PRIVATE " + "KEY-----";

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          Bearer abc                                  ¦ Bearer [redacted]
          authorization: bearer a.b-c_d~e+f/g==       ¦ authorization: bearer [redacted]
          BEARER   1|abc, next                        ¦ BEARER   [redacted], next
          {"auth":"Bearer abc"}                       ¦ {"auth":"Bearer [redacted]"}
          Bearer: abc                                 ¦ Bearer: [redacted]
          bearer=abc&x=1                              ¦ bearer=[redacted]
          Bearer Bearer abc                           ¦ Bearer Bearer [redacted]
          bearer token abc of jon                     ¦ bearer token [redacted] of jon
          Bearer of.abc                               ¦ Bearer [redacted]
          Bearer a, Bearer b                          ¦ Bearer [redacted], Bearer [redacted]
          jwt eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln!    ¦ jwt [redacted]!
          eyJhbGciOiJub25lIn0.eyJhIjoxfQ.             ¦ [redacted]
          id_token=xeyJh.eyJi.c                       ¦ id_token=x[redacted]
          eyAiYWxnIjoibm9uZSJ9.e30.c                  ¦ [redacted]
          t=ewogImFsZyI6Im5vbmUi.e30.c                ¦ t=[redacted]
          ew0KImFsZyI6Im5vbmUifQ.e30. ewkiYWxnIjoibm9uZSJ9.e30.c ¦ [redacted] [redacted]
          jdbc:pg://jon:hunter2@db/shop?a=b           ¦ jdbc:pg://jon:[redacted]@db/shop?a=b
          amqp://jon:hun@ter2@mq and ftp://a:b@c      ¦ amqp://jon:[redacted]@mq and ftp://a:[redacted]@c
          "redis://:hun/ter2@db:6379/0"               ¦ "redis://:[redacted]@db:6379/0"
          eyJa.b.c.d.e eyJx.y.z                       ¦ [redacted] [redacted]
          key sk_test_a2V5XzAx used                   ¦ key [redacted] used
          sk_live_abc-def_1                           ¦ [redacted]
          x=sk_12345678;                              ¦ x=[redacted];
          4111111111111111                            ¦ [redacted]
          4111 1111 1111 1111                         ¦ [redacted]
          4111-1111-1111-1111                         ¦ [redacted]
          pay 3782 822463 10005 now                   ¦ pay [redacted] now
          12 4111 1111 1111 1111 99                   ¦ 12 [redacted] 99
          (4222222222222)                             ¦ ([redacted])
          PAN4111111111111111, card4111111111111111x  ¦ PAN[redacted], card[redacted]x
          5555 5555 5555 4444 or 2223 0031 2200 3222  ¦ [redacted] or [redacted]
          4111 – 1111 – 1111 – 1111                   ¦ [redacted]
          4111  1111--1111..1111                      ¦ [redacted]
          3566 0020 2036 0505 36148900647913          ¦ [redacted] [redacted]
          ４１１１ 1111 1111 1111                       ¦ [redacted]
          card:6304000000000000000,                   ¦ card:[redacted],
          4111111111111111.                           ¦ [redacted].
          1.4111111111111111                          ¦ 1.[redacted]
          4111111111111111.4111111111111111           ¦ [redacted].[redacted]
          10.4111111111111111                         ¦ 10.[redacted]
          """)
  void secretIsCutOut(String text, String redacted) {
    assertThat(SecretShapes.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bearer",
        "Bearer ",
        "the bearers of news",
        "the bearer of this card may enter",
        "a bearer token is required",
        "Bearer authentication",
        "org.framework.core.Foo and ewok.example.com",
        "brewoverycountryside.acme.example.com",
        "https://host:8080/path@x",
        "http://[2001:db8::1]:80/a@b",
        "https://jon@host/path:a",
        "mail jon:x@host",
        "forbearer abc",
        "bearer, abc",
        "Bearer [redacted]",
        "eyJ",
        "eyJa.b",
        "ey J.a.b",
        "disk_usage_percent",
        "task_force_one",
        "sk_SK",
        "sk_1234567",
        "SK_12345678",
        "4111111111111112",
        "411111111111",
        "41111111111111111111",
        "4111    1111 1111 1111",
        "41 11 1111 1111 1111",
        "a4111111111111111",
        "4111 1111 1111 11111",
        "4111111111111111a",
        "0.4111111111111111",
        "0000000000000000",
        "1700000000004",
        "---- BEGIN of a quote ----",
        "--BEGIN CERTIFICATE--",
        "550e8400-e29b-41d4-a716-446655440000",
        "46876991-9167-4143-bfcb-50af37a9f8a9",
        "4111-1111 46876991-9167-4143-bfcb-411111111111",
        "a1b2c3d4-4111-1111-8111-111111111111",
        "20240131093005002",
        "20240131093003",
        "490154203237518",
        "352099001761481",
        "1541815603606036480",
        "7111111111111111",
        "60110000000000004",
        "PRIVATE KEY",
      })
  void otherTextIsGivenBackItself(String text) {
    assertThat(SecretShapes.redact(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "\n", "\r\n", "\0", "\u00a0", "\u2003", "\u2013", "\u2011", "."})
  void cardNumberIsFoundInGroups(String gap) {
    var card = String.join(gap, "4111", "1111", "1111", "1111");
    assertThat(SecretShapes.redact("card " + card + " used")).isEqualTo("card [redacted] used");
  }

  @Test
  void pemBlocksAreCutOut() {
    assertThat(SecretShapes.redact("a " + BEGIN + "\nMIIE\n" + END + " b"))
        .isEqualTo("a [redacted] b");
    assertThat(SecretShapes.redact("a " + BEGIN + "\\nMIIE\\n" + END + BEGIN + "x" + END + "b"))
        .isEqualTo("a [redacted][redacted]b");
    assertThat(SecretShapes.redact("a" + BEGIN + "MIIE")).isEqualTo("a[redacted]");
    assertThat(SecretShapes.redact("a" + BEGIN + "MIIE-----END ")).isEqualTo("a[redacted]");
    var pgp = "-----BEGIN PGP PRIVATE " + "KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----";
    assertThat(SecretShapes.redact(pgp)).isEqualTo("[redacted]");
    assertThat(
            SecretShapes.redact("a-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----b"))
        .isEqualTo("a[redacted]b");
    assertThat(SecretShapes.redact("-----BEGIN PUBLIC KEY-----")).isEqualTo("[redacted]");
    var ssh = "a ---- BEGIN SSH2 PRIVATE " + "KEY ----\nx END y\n---- END SSH2 PRIVATE KEY ---- b";
    assertThat(SecretShapes.redact(ssh)).isEqualTo("a [redacted] b");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void hostileTextTakesLinearTime() {
    var pieces =
        List.of(
            "eyJ",
            "eyJ.",
            ".",
            "bearer",
            "bearer ",
            "bearer:",
            "sk_",
            "sk_a",
            "-----BEGIN ",
            "-----",
            BEGIN,
            BEGIN.substring(0, 20),
            "1",
            "4 ",
            "4-",
            "41111111111111 ",
            " ",
            "b",
            "e",
            "PRIVATE KEY",
            "-ewo",
            "://",
            "://a:",
            "://a@",
            ":b/",
            "END ",
            "-----END ",
            "=");
    for (var piece : pieces) {
      var text = piece.repeat(500_000 / piece.length());
      assertThat(SecretShapes.redact(text)).as(piece).isNotNull();
    }
  }

  @Property(tries = 300)
  void cardNumberNeverSurvives(
      @ForAll @From("cards") String card, @ForAll @From("separators") String separator) {
    var written = card.replaceAll("(.{4})(?=.)", "$1" + separator);
    assertThat(SecretShapes.redact(written)).isEqualTo("[redacted]");
    assertThat(SecretShapes.redact("to <" + written + ">")).isEqualTo("to <[redacted]>");
    assertThat(SecretShapes.redact("ref 1 " + written)).doesNotContain(written);
  }

  @Property(tries = 300)
  void tokenNeverSurvives(
      @ForAll
          @CharRange(from = 'a', to = 'z')
          @CharRange(from = '0', to = '9')
          @StringLength(min = 8, max = 40)
          String random,
      @ForAll @From("contexts") String context) {
    assertThat(SecretShapes.redact(context.formatted("Bearer " + random))).doesNotContain(random);
    assertThat(SecretShapes.redact(context.formatted("sk_" + random))).doesNotContain(random);
    var jwt = "eyJ" + random + "." + random + "." + random;
    assertThat(SecretShapes.redact(context.formatted(jwt))).doesNotContain(random);
    assertThat(SecretShapes.redact(context.formatted(BEGIN + random + END))).doesNotContain(random);
  }

  @Property(tries = 300)
  void resultIsItsOwnResult(@ForAll("pieces") String text) {
    var redacted = SecretShapes.redact(text);
    assertThat(SecretShapes.redact(redacted)).isEqualTo(redacted);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "eyJ",
            ".",
            "a",
            "Bearer",
            " ",
            "sk_",
            "12345678",
            "4111111111111111",
            "-",
            BEGIN,
            END,
            "[redacted]",
            ",",
            "=",
            "\"",
            "é",
            "0")
        .list()
        .ofMaxSize(12)
        .map(all -> String.join("", all));
  }

  @Provide
  Arbitrary<String> cards() {
    return Arbitraries.of(
            "4:13", "4:16", "4:19", "51:16", "2221:16", "2720:16", "34:15", "36:14", "35:16",
            "6011:19", "649:17", "62:18", "2200:16", "6759:12", "6304:19")
        .map(scheme -> scheme.split(":"))
        .flatMap(
            scheme ->
                Arbitraries.strings()
                    .withCharRange('0', '9')
                    .ofLength(Integer.parseInt(scheme[1]) - scheme[0].length() - 1)
                    .map(digits -> scheme[0] + digits))
        .map(digits -> digits + check(digits));
  }

  /** The digit of Luhn, worked out by trying all ten. */
  private static int check(String digits) {
    for (int check = 0; check < 10; check++) {
      int sum = check;
      boolean isDoubled = true;
      for (int i = digits.length() - 1; i >= 0; i--) {
        int digit = digits.charAt(i) - '0';
        sum += isDoubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
        isDoubled = !isDoubled;
      }
      if (sum % 10 == 0) {
        return check;
      }
    }
    throw new AssertionError(digits);
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of("", " ", "-", ".", "\t", " – ", "\u00a0", "  ");
  }

  @Provide
  Arbitrary<String> contexts() {
    return Arbitraries.of(
        "%s", "x %s", "key=%s;", "{\"a\":\"%s\"}", "(%s)", "line\n%s\nline", "é %s");
  }
}
