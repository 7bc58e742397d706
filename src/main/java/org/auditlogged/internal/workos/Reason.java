// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why there was no answer, for people. REST clients wrap it each in their own way, so the whole
 * chain of causes is looked through. Only the texts of exceptions that speak of hosts are repeated.
 * Pure.
 */
final class Reason {
  private static final int DEEPEST = 20;

  private Reason() {}

  static String of(Throwable thrown) {
    var root = thrown;
    var each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      var known = known(each);
      if (known != null) {
        return known;
      }
      root = each;
      each = each.getCause();
    }
    return "no answer: " + root.getClass().getName();
  }

  /** Whether the request may have left: false when there was no connection at all. */
  static boolean mayHaveArrived(Throwable thrown) {
    var each = thrown;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof UnknownHostException
          || each instanceof UnresolvedAddressException
          || each instanceof ConnectException
          || each instanceof NoRouteToHostException
          || each instanceof HttpConnectTimeoutException
          || each instanceof SSLHandshakeException
          || each instanceof SocketTimeoutException && isConnecting(each.getMessage())) {
        return false;
      }
      each = each.getCause();
    }
    return true;
  }

  /** The JDK has one exception for both, and tells them apart by its text. */
  private static boolean isConnecting(String text) {
    return text != null && text.toLowerCase(Locale.ROOT).contains("connect");
  }

  private static String known(Throwable thrown) {
    if (thrown instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    if (thrown instanceof UnknownHostException) {
      return "unknown host " + thrown.getMessage();
    }
    if (thrown instanceof SocketTimeoutException
        || thrown instanceof HttpTimeoutException
        || thrown instanceof TimeoutException) {
      return "no answer in time";
    }
    if (thrown instanceof ConnectException && thrown.getMessage() == null) {
      // that of the JDK's HTTP client, which may say more in its cause
      boolean isUnresolved = thrown.getCause() instanceof UnresolvedAddressException;
      return isUnresolved || thrown.getCause() instanceof ConnectException ? null : "no connection";
    }
    if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException) {
      return "no connection: " + thrown.getMessage();
    }
    if (thrown instanceof SSLException) {
      return "TLS failed: " + thrown.getMessage();
    }
    return thrown.getClass() == IOException.class || thrown instanceof java.net.SocketException
        ? "connection broken: " + thrown.getMessage()
        : null;
  }
}
