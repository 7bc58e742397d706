// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "203.0.113.7, 203.0.113.7",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::A, 2001:db8::a",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:0db8:0000:0001:0001:0001:0001:0001, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::ffff:10.1.2.3, 10.1.2.3",
    "::ffff:0a01:0203, 10.1.2.3",
    "0:0:0:0:0:ffff:10.1.2.3, 10.1.2.3",
    "64:ff9b::10.1.2.3, 64:ff9b::a01:203",
    "fe80::1%eth0, fe80::1",
    "fe80::1%25, fe80::1",
  })
  void literalHasOneForm(String text, String form) {
    assertThat(IpAddress.parse(text)).hasToString(form);
    assertThat(IpAddress.parse(form)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.org",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "01.2.3.4",
        "1.2.3.4 ",
        "1.2..4",
        "+1.2.3.4",
        "0x1.2.3.4",
        "١.2.3.4",
        "1.2.3.4%eth0",
        "1.2.3.1234",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "[::1]",
        "::1/128",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "::+1",
        "::١",
        "0000000000000000000000000000000000000000000000000000::1",
      })
  void otherTextIsNone(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Property(tries = 500)
  void agreesWithTheJdkOnEveryV6(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    var known = InetAddress.getByAddress(bytes);
    var parsed = IpAddress.parse(known.getHostAddress());
    var form = parsed.toString();
    assertThat(InetAddress.getByName(form)).isEqualTo(known);
    assertThat(IpAddress.parse(form)).isEqualTo(parsed);
  }

  @Property(tries = 500)
  void agreesWithTheJdkOnEveryV4(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    var text = InetAddress.getByAddress(bytes).getHostAddress();
    assertThat(IpAddress.parse(text)).hasToString(text);
  }

  @Property(tries = 2_000)
  void garbageIsNeverThrownAt(
      @ForAll @CharRange(from = '0', to = ':') @StringLength(max = 20) String text) {
    var parsed = IpAddress.parse(text);
    if (parsed != null) {
      assertThat(IpAddress.parse(parsed.toString())).isEqualTo(parsed);
    }
  }
}
