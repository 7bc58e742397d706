// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * An IP address read from its literal. Invariants: no name is ever looked up; one address has one
 * form, so an IPv4 address written as {@code ::ffff:10.0.0.1} is the IPv4 address, a zone id is
 * dropped, and the text is that of RFC 5952. Immutable, for any thread.
 *
 * @param isV4 whether it is an IPv4 address, whose 32 bits then stand in {@code low}
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(boolean isV4, long high, long low) {
  private static final int LONGEST = 45;
  private static final long MAPPED = 0xffffL;

  /** The address, or {@code null} when the text is not exactly one. */
  public static IpAddress parse(String text) {
    int zone = text.indexOf('%');
    if (zone >= 0 && text.indexOf(':') < 0) {
      return null;
    }
    var bare = zone < 0 ? text : text.substring(0, zone);
    if (bare.length() > LONGEST) {
      return null;
    }
    return bare.indexOf(':') < 0 ? v4(bare) : v6(bare);
  }

  private static IpAddress v4(String text) {
    long bits = 0;
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int end = i == 3 ? text.length() : text.indexOf('.', start);
      int octet = octet(text, start, end);
      if (octet < 0) {
        return null;
      }
      bits = bits << 8 | octet;
      start = end + 1;
    }
    return new IpAddress(true, 0, bits);
  }

  /** -1 when it is none. */
  private static int octet(String text, int start, int end) {
    // a leading zero would mean octal to some and decimal to others
    boolean isAmbiguous = end - start > 1 && text.charAt(start) == '0';
    if (end <= start || end - start > 3 || isAmbiguous) {
      return -1;
    }
    int octet = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      octet = 10 * octet + c - '0';
    }
    return octet > 255 ? -1 : octet;
  }

  private static IpAddress v6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    var groups = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    var tail = gap < 0 ? List.<Integer>of() : groups(text.substring(gap + 2), true);
    if (groups == null || tail == null) {
      return null;
    }
    int missing = 8 - groups.size() - tail.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    for (int i = 0; i < missing; i++) {
      groups.add(0);
    }
    groups.addAll(tail);
    long high = bits(groups.subList(0, 4));
    long low = bits(groups.subList(4, 8));
    boolean mapped = high == 0 && low >>> 32 == MAPPED;
    return mapped ? new IpAddress(true, 0, low & 0xffff_ffffL) : new IpAddress(false, high, low);
  }

  /** The groups, of which the last may be an IPv4 address, or null. */
  private static List<Integer> groups(String text, boolean mayEndInV4) {
    var groups = new ArrayList<Integer>();
    var parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (mayEndInV4 && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        var v4 = v4(parts[i]);
        if (v4 == null) {
          return null;
        }
        groups.add((int) (v4.low >>> 16));
        groups.add((int) (v4.low & 0xffff));
        continue;
      }
      int group = parts[i].length() > 4 ? -1 : number(parts[i]);
      if (group < 0) {
        return null;
      }
      groups.add(group);
    }
    return groups;
  }

  /** Only ASCII digits, where {@link Integer#parseInt} also takes signs and foreign digits. */
  private static int number(String digits) {
    int number = digits.isEmpty() ? -1 : 0;
    for (int i = 0; i < digits.length() && number >= 0; i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      number = digit < 0 ? -1 : number * 16 + digit;
    }
    return number;
  }

  private static long bits(List<Integer> groups) {
    long bits = 0;
    for (int group : groups) {
      bits = bits << 16 | group;
    }
    return bits;
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> 16 * (3 - index % 4)) & 0xffff;
  }

  @Override
  public String toString() {
    if (isV4) {
      return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }
    int gap = 8;
    int gapEnd = 8;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      // RFC 5952: the first of the longest runs, and never a single group
      if (end - start > Math.max(1, gapEnd - gap)) {
        gap = start;
        gapEnd = end;
      }
    }
    return join(0, gap) + (gap < 8 ? "::" + join(gapEnd, 8) : "");
  }

  private String join(int from, int to) {
    var joined = new StringBuilder();
    for (int i = from; i < to; i++) {
      joined.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
    }
    return joined.toString();
  }
}
