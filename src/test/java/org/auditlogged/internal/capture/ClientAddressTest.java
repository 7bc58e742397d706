// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.1";
  private static final String TRUSTED = "10.0.0.0/8, fd00::/8";

  private static ClientAddress unit(String trusted, String headers) {
    var values =
        Map.of(
            "auditlogged.trusted-proxies", trusted,
            "auditlogged.client-address-headers", headers);
    return new ClientAddress(
        AuditConfig.read(
                new AuditConfig.Properties(List.of(), key -> Optional.ofNullable(values.get(key))),
                routes -> List.of(),
                "shop",
                Path.of("."))
            .capture());
  }

  private static String address(String header, String... lines) {
    return unit(TRUSTED, header).of(PROXY, Map.of(header, Arrays.asList(lines))::get);
  }

  private static String forwarded(String... lines) {
    return address("Forwarded", lines);
  }

  private static String plain(String... lines) {
    return address("X-Forwarded-For", lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          for=192.0.2.43                                        | 192.0.2.43
          For=192.0.2.43                                        | 192.0.2.43
          for="192.0.2.43"                                      | 192.0.2.43
          for="192.0.2.43:47011"                                | 192.0.2.43
          for="192.0.2.43:_port"                                | 192.0.2.43
          for="[2001:db8:cafe::17]"                             | 2001:db8:cafe::17
          for="[2001:db8:cafe::17]:4711"                        | 2001:db8:cafe::17
          for="[::ffff:192.0.2.43]"                             | 192.0.2.43
          for="\\192.0.2.43"                                    | 192.0.2.43
          for=192.0.2.43;proto=https;by=203.0.113.43            | 192.0.2.43
          by=203.0.113.43;for=192.0.2.43                        | 192.0.2.43
          host="a;for=6.6.6.6";for=192.0.2.43                   | 192.0.2.43
          host="a,for=6.6.6.6";for=192.0.2.43                   | 192.0.2.43
          host="a\\"b,";for=192.0.2.43                          | 192.0.2.43
          for=6.6.6.6, for=192.0.2.43                           | 192.0.2.43
          for=6.6.6.6, for=192.0.2.43, for=10.1.1.1             | 192.0.2.43
          for=192.0.2.43, for="[fd00::1]:80",for=10.1.1.1       | 192.0.2.43
          for=10.2.2.2, for=10.1.1.1                            | 10.2.2.2
          for="6.6.6.6, for=192.0.2.43                          | 192.0.2.43
          for=6.6.6.6", for=192.0.2.43                          | 192.0.2.43
          for="6.6.6.6\\", for=192.0.2.43                       | 192.0.2.43
          for=_hidden                                           | 10.0.0.1
          for=unknown                                           | 10.0.0.1
          for=unknown, for=10.1.1.1                             | 10.1.1.1
          for=192.0.2.43, for=_gazonk                           | 10.0.0.1
          for=192.0.2.43, proto=https                           | 10.0.0.1
          for=                                                  | 10.0.0.1
          for                                                   | 10.0.0.1
          192.0.2.43                                            | 10.0.0.1
          fortune=192.0.2.43                                    | 10.0.0.1
          for=2001:db8::1                                       | 2001:db8::1
          for="[192.0.2.43]"                                    | 10.0.0.1
          for="[2001:db8::1"                                    | 10.0.0.1
          for="[2001:db8::1]x"                                  | 10.0.0.1
          for=client.example.org                                | 10.0.0.1
          ,for=192.0.2.43, ,                                    | 192.0.2.43
          """)
  void forwardedIsReadAsRfc7239Says(String line, String expected) {
    assertThat(forwarded(line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.43                          | 192.0.2.43
          192.0.2.43:55012                    | 192.0.2.43
          192.0.2.43:port                     | 10.0.0.1
          192.0.2.43:123456                   | 10.0.0.1
          2001:db8::1                         | 2001:db8::1
          [2001:db8::1]:443                   | 2001:db8::1
          fe80::1%eth0                        | fe80::1
          ::ffff:192.0.2.43                   | 192.0.2.43
          ::ffff:10.1.1.1                     | 10.1.1.1
          6.6.6.6, 192.0.2.43                 | 192.0.2.43
          192.0.2.43, 10.1.1.1                | 192.0.2.43
          6.6.6.6,192.0.2.43,10.2.2.2,10.1.1.1| 192.0.2.43
          192.0.2.43, ::ffff:10.1.1.1         | 192.0.2.43
          10.2.2.2, 10.1.1.1                  | 10.2.2.2
          unknown                             | 10.0.0.1
          unknown, 10.1.1.1                   | 10.1.1.1
          _hidden                             | 10.0.0.1
          192.0.2.43, _hidden, 10.1.1.1       | 10.1.1.1
          192.0.2.43:_port                    | 192.0.2.43
          [fe80::1%eth0]:443                  | fe80::1
          192.0.2.43, unknown                 | 10.0.0.1
          192.0.2.43, <script>                | 10.0.0.1
          "192.0.2.43"                        | 192.0.2.43
          "6.6.6.6, 192.0.2.43                | 192.0.2.43
          localhost                           | 10.0.0.1
          ,, 192.0.2.43 ,,                    | 192.0.2.43
          ,                                   | 10.0.0.1
          """)
  void plainListIsReadFromTheRight(String line, String expected) {
    assertThat(plain(line)).isEqualTo(expected);
  }

  @Test
  void linesOfAHeaderAreOneList() {
    assertThat(plain("6.6.6.6", "192.0.2.43", "10.1.1.1")).isEqualTo("192.0.2.43");
    assertThat(plain("6.6.6.6", null, " ", "192.0.2.43")).isEqualTo("192.0.2.43");
    assertThat(forwarded("for=\"6.6.6.6", "for=192.0.2.43, for=10.1.1.1")).isEqualTo("192.0.2.43");
  }

  @Test
  void headerOfOneValueIsBelieved() {
    assertThat(address("True-Client-IP", "192.0.2.43")).isEqualTo("192.0.2.43");
    assertThat(address("True-Client-IP", "10.9.9.9")).isEqualTo("10.9.9.9");
  }

  @Test
  void ofAHeaderThatShouldHaveOneValueTheLastCounts() {
    // what a proxy adds stands behind what the client sent
    assertThat(address("True-Client-IP", "6.6.6.6, 192.0.2.43")).isEqualTo("192.0.2.43");
    assertThat(address("True-Client-IP", "6.6.6.6", "192.0.2.43")).isEqualTo("192.0.2.43");
    assertThat(address("True-Client-IP", "6.6.6.6", "_hidden")).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "2001:DB8:0::1, 2001:db8::1",
    "::ffff:203.0.113.9, 203.0.113.9",
    "[2001:db8::1], 2001:db8::1",
    "fe80::1%2, fe80::1",
    "11.0.0.1, 11.0.0.1",
  })
  void headersOfAnUntrustedPeerAreIgnored(String peer, String expected) {
    var unit = unit(TRUSTED, "X-Forwarded-For");
    assertThat(unit.of(peer, name -> List.of("6.6.6.6"))).isEqualTo(expected);
  }

  @Test
  void withoutTrustedProxiesNoHeaderIsEvenAskedFor() {
    var unit = unit("none", "Forwarded,X-Forwarded-For");
    assertThat(
            unit.of(
                "192.0.2.1",
                name -> {
                  throw new AssertionError(name);
                }))
        .isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource({
    "none, unknown",
    "10.0.0.0/8, unknown",
    "0.0.0.0/1, unknown",
    "0.0.0.0/0, 192.0.2.43",
    "::/0, 192.0.2.43",
  })
  void unknownPeerIsTrustedOnlyWithEverybody(String trusted, String expected) {
    var unit = unit(trusted, "X-Forwarded-For");
    assertThat(unit.of(null, name -> List.of("192.0.2.43"))).isEqualTo(expected);
    assertThat(unit.of("", name -> List.of("192.0.2.43"))).isEqualTo(expected);
    assertThat(unit.of("localhost", name -> List.of("192.0.2.43"))).isEqualTo(expected);
  }

  @Test
  void withEverybodyTrustedTheFirstOneIsTheClient() {
    var unit = unit("0.0.0.0/0,::/0", "X-Forwarded-For");
    assertThat(unit.of(null, name -> List.of("192.0.2.43, 2001:db8::1, 10.0.0.1")))
        .isEqualTo("192.0.2.43");
    assertThat(unit.of(null, name -> null)).isEqualTo("unknown");
  }

  @Test
  void firstHeaderPresentDecidesAlone() {
    var headers = new HashMap<String, List<String>>();
    var unit = unit(TRUSTED, "True-Client-IP,Forwarded,X-Forwarded-For");
    assertThat(unit.of(PROXY, headers::get)).isEqualTo(PROXY);
    headers.put("X-Forwarded-For", List.of("192.0.2.3"));
    headers.put("Forwarded", List.of());
    assertThat(unit.of(PROXY, headers::get)).isEqualTo("192.0.2.3");
    headers.put("Forwarded", Collections.singletonList(null));
    assertThat(unit.of(PROXY, headers::get)).isEqualTo("192.0.2.3");
    headers.put("Forwarded", List.of(" "));
    assertThat(unit.of(PROXY, headers::get)).isEqualTo("192.0.2.3");
    headers.put("Forwarded", List.of("for=192.0.2.2"));
    assertThat(unit.of(PROXY, headers::get)).isEqualTo("192.0.2.2");
    headers.put("True-Client-IP", List.of("192.0.2.1"));
    assertThat(unit.of(PROXY, headers::get)).isEqualTo("192.0.2.1");
    // what it says cannot be used, and still nothing else is believed
    headers.put("True-Client-IP", List.of("garbage"));
    assertThat(unit.of(PROXY, headers::get)).isEqualTo(PROXY);
  }

  @Test
  void longChainIsCutAtAHundred() {
    var chain =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(i -> "10.1." + i / 250 + "." + i % 250)
            .collect(Collectors.joining(","));
    assertThat(plain("6.6.6.6," + chain)).isEqualTo("10.1.3.151");
    assertThat(forwarded("for=6.6.6.6,for=" + chain.replace(",", ",for="))).isEqualTo("10.1.3.151");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS)
  void hugeGarbageTakesLinearTime() {
    for (var piece :
        List.of(",", "\"", "\\\"", "\\", "for=", ";", "\",\"", ":", "[", "10.0.0.1,", " ")) {
      var garbage = piece.repeat(500_000 / piece.length());
      assertThat(forwarded(garbage)).as(piece).startsWith("10.0.0.1");
      assertThat(forwarded(garbage + ",for=192.0.2.1")).as(piece).isEqualTo("192.0.2.1");
      assertThat(plain(garbage + ",192.0.2.1")).as(piece).isEqualTo("192.0.2.1");
    }
  }

  @Property(tries = 300)
  void whatStandsToTheLeftNeverCounts(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 40) String left) {
    assertThat(forwarded(left + ",for=192.0.2.1, for=\"10.1.1.1:80\"")).isEqualTo("192.0.2.1");
    assertThat(plain(left + ",192.0.2.1, 10.1.1.1:80")).isEqualTo("192.0.2.1");
  }

  @Property(tries = 300)
  void answerIsAlwaysAnAddress(
      @ForAll
          @Chars({'f', 'o', 'r', '=', '"', '\\', ',', ';', '1', '0', '.', ':', '[', ']', '%'})
          @StringLength(max = 60)
          String line) {
    for (var answer : List.of(forwarded(line), plain(line))) {
      assertThat(IpAddress.parse(answer)).as(answer).hasToString(answer);
    }
  }
}
