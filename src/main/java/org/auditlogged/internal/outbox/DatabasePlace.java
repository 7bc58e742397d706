// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where an application's database is, for those who come from outside of its server. Invariant:
 * what is said of it, be it by its driver, has nothing of its address that may be secret.
 *
 * @param url of JDBC
 * @param user may be {@code null}
 * @param password may be {@code null}
 * @param schema may be {@code null}; letters, digits and _
 */
public record DatabasePlace(String url, String user, String password, String schema) {
  /** What no driver here understands, and what takes it for a host repeats it. */
  private static final Pattern LOGIN = Pattern.compile("//[^?;]*@");

  /** How long a login may take; not every driver ends it by itself. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Pattern SETTINGS = Pattern.compile("(?s)[?;].*");

  /** Without what may be secret. */
  @Override
  public String toString() {
    var address = SETTINGS.matcher(url).replaceFirst("");
    // what looks like settings may be the rest of a password before the host
    boolean isUnclear = url.contains("@") && !address.contains("@");
    return address.replaceFirst(isUnclear ? "//.*" : "//.*@", isUnclear ? "//…" : "//")
        + (schema == null ? "" : ", schema " + schema);
  }

  Connection connect() throws SQLException {
    if (LOGIN.matcher(url).find()) {
      throw new SQLException(
          "a name or a password before the host is not understood; give --user, and the password in"
              + " the environment");
    }
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      // the driver manager's own words have all of the URL
      throw new SQLException(
          "no driver on the class path knows its URL; expected jdbc:postgresql:…, or another with"
              + " the jar of its driver beside this one",
          e);
    }
    return Sessions.aside(PATIENCE, () -> DriverManager.getConnection(url, properties()));
  }

  private Properties properties() {
    var properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("ApplicationName", "auditlogged");
    }
    if (url.startsWith("jdbc:h2:")) {
      // or a mistyped one would be made
      unlessSaid(properties, "IFEXISTS", "TRUE");
      // an operator has more patience than a call
      unlessSaid(properties, "LOCK_TIMEOUT", "20000");
    }
    return properties;
  }

  /** H2 takes no setting from both. */
  private void unlessSaid(Properties properties, String name, String value) {
    if (!url.toUpperCase(Locale.ROOT).contains(";" + name + "=")) {
      properties.setProperty(name, value);
    }
  }

  OutboxException failed(String verb, SQLException e) {
    return new OutboxException(
        "the outbox in %s could not %s: %s".formatted(this, verb, words(e)), e);
  }

  /** In one line, and with the reason that PostgreSQL's driver leaves to its exception's cause. */
  private String words(SQLException e) {
    var settings = SETTINGS.matcher(url);
    var words =
        Failures.words(e) + (e.getCause() instanceof IOException cause ? " (" + cause + ")" : "");
    return (settings.find() ? words.replace(settings.group(), "") : words)
        .replaceAll("\\s*\\p{Cntrl}\\s*", " ");
  }
}
