// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.9.9.9/8, 10.1.1.1, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1/31, 192.0.2.0, true",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ffff::, true",
    "::/0, 10.0.0.1, false",
    "::/0, ::ffff:10.0.0.1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/65, 2001:db8:0:0:7fff::, true",
    "2001:db8::/65, 2001:db8:0:0:8000::, false",
    "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
    "::1, ::1, true",
    "::1/128, ::2, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "::ffff:10.0.0.0/104, 10.1.1.1, true",
    "::ffff:10.0.0.0/104, 11.1.1.1, false",
    "::ffff:10.0.0.1, 10.0.0.1, true",
  })
  void holdsItsAddresses(String block, String address, boolean holds) {
    assertThat(Cidr.parse(block).contains(IpAddress.parse(address))).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/1234",
        "10.0.0.0 /8",
        "10/8",
        "::/129",
        "fe80::%eth0/64",
        "::ffff:10.0.0.0/95",
        "private",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/٨",
      })
  void otherTextIsNone(String text) {
    assertThat(Cidr.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0/0, true", "::/0, true", "0.0.0.0/1, false", "::1, false"})
  void everythingIsAZeroPrefix(String block, boolean isEverything) {
    assertThat(Cidr.parse(block).isEverything()).isEqualTo(isEverything);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.1/32", "2001:DB8::/32, 2001:db8::/32"})
  void isWrittenInFull(String block, String text) {
    assertThat(Cidr.parse(block)).hasToString(text);
  }

  @Property(tries = 500)
  void agreesWithBigNumbers(
      @ForAll @Size(16) byte[] one,
      @ForAll @IntRange(max = 127) int flipped,
      @ForAll @IntRange(max = 128) int prefix)
      throws UnknownHostException {
    // 2000::/3, so that it is not a mapped IPv4 address
    one[0] = (byte) (one[0] & 0x1f | 0x20);
    var other = new BigInteger(1, one).flipBit(flipped).toByteArray();
    var padded = new byte[16];
    int length = Math.min(other.length, 16);
    System.arraycopy(other, other.length - length, padded, 16 - length, length);
    var block = Cidr.parse(InetAddress.getByAddress(one).getHostAddress() + "/" + prefix);
    var address = IpAddress.parse(InetAddress.getByAddress(padded).getHostAddress());
    // the flipped bit, counted from the right, must lie behind the prefix
    assertThat(block.contains(address)).isEqualTo(flipped < 128 - prefix);
  }
}
