// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

/**
 * A block of addresses, {@code 10.0.0.0/8} or a single address. Invariant: a block holds addresses
 * of its own family only, so {@code ::/0} holds no IPv4 address; a block written as {@code
 * ::ffff:10.0.0.0/104} is an IPv4 block. Bits behind the prefix are ignored. Immutable, for any
 * thread.
 */
public final class Cidr {
  private final IpAddress address;
  private final int prefix;

  private Cidr(IpAddress address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /** The block, or {@code null} when the text is none. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    var literal = slash < 0 ? text : text.substring(0, slash);
    var address = literal.indexOf('%') < 0 ? IpAddress.parse(literal) : null;
    if (address == null) {
      return null;
    }
    boolean isMapped = address.isV4() && literal.indexOf(':') >= 0;
    int longest = address.isV4() ? 32 : 128;
    int prefix = slash < 0 ? longest : prefix(text.substring(slash + 1)) - (isMapped ? 96 : 0);
    return prefix < 0 || prefix > longest ? null : new Cidr(address, prefix);
  }

  private static int prefix(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** Whether the address, which must not be null, lies in this block. */
  public boolean contains(IpAddress other) {
    if (other.isV4() != address.isV4()) {
      return false;
    }
    // the 32 bits of an IPv4 address are the last of the 128
    int bits = address.isV4() ? prefix + 96 : prefix;
    return ((other.high() ^ address.high()) & mask(Math.min(bits, 64))) == 0
        && ((other.low() ^ address.low()) & mask(Math.max(bits - 64, 0))) == 0;
  }

  /** Whether it holds every address of its family. */
  public boolean isEverything() {
    return prefix == 0;
  }

  private static long mask(int bits) {
    // a shift by 64 is a shift by 0
    return bits == 0 ? 0 : -1L << 64 - bits;
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
