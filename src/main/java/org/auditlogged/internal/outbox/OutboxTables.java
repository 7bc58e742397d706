// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The outbox in an application's database. Opened to read, its transactions are read-only; what is
 * parked may be changed while nodes are at work, for rows are locked as they do it.
 */
public final class OutboxTables implements OthersOutbox {
  /** No node, but somebody. */
  private static final long OPERATOR = -1;

  private static final int SECONDS = 10;

  private final String place;
  private final Connection connection;
  private final TableStatements sql;

  /**
   * Where it is.
   *
   * @param url of JDBC
   * @param user may be {@code null}
   * @param password may be {@code null}
   * @param schema may be {@code null}; letters, digits and _
   */
  public record Place(String url, String user, String password, String schema) {

    /** Without what may be secret. */
    @Override
    public String toString() {
      return url.replaceAll("[?;].*", "").replaceAll("//[^/]*@", "//")
          + (schema == null ? "" : ", schema " + schema);
    }
  }

  private OutboxTables(Place place, Connection connection, TableStatements sql) {
    this.place = place.toString();
    this.connection = connection;
    this.sql = sql;
  }

  /**
   * What makes the tables, a statement on each line.
   *
   * @param database {@code postgresql} or {@code h2}
   */
  public static List<String> script(String database, String schema) {
    var dialect = database.equals("h2") ? Dialect.H2 : Dialect.POSTGRES;
    return new TableLayout(dialect, schema).script();
  }

  /**
   * To look at it.
   *
   * @throws OutboxException when it cannot be reached, is not there, or is too new
   */
  public static OutboxTables read(Place place) {
    return open(place, true);
  }

  /**
   * To look at it and change what is parked.
   *
   * @throws OutboxException as {@link #read}
   */
  public static OutboxTables change(Place place) {
    return open(place, false);
  }

  private static OutboxTables open(Place place, boolean reads) {
    Connection connection = null;
    try {
      connection = connect(place);
      var dialect = Dialect.of(connection);
      var problem = new TableLayout(dialect, place.schema()).problem(connection);
      if (problem != null) {
        throw new SQLException(problem);
      }
      connection.setReadOnly(reads);
      return new OutboxTables(
          place, connection, new TableStatements(dialect, place.schema(), OPERATOR));
    } catch (SQLException e) {
      close(connection, e);
      throw failed(place.toString(), "be opened", e);
    }
  }

  private static Connection connect(Place place) throws SQLException {
    try {
      DriverManager.getDriver(place.url());
    } catch (SQLException e) {
      // the driver manager's own words have all of the URL
      throw new SQLException(
          "no driver on the class path knows its URL; expected jdbc:postgresql:…, or another with the"
              + " jar of its driver beside this one",
          e);
    }
    var properties = new Properties();
    if (place.user() != null) {
      properties.setProperty("user", place.user());
    }
    if (place.password() != null) {
      properties.setProperty("password", place.password());
    }
    if (place.url().toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:")) {
      properties.setProperty("ApplicationName", "auditlogged");
      // a host that says nothing must not hold a terminal for ever
      properties.setProperty("loginTimeout", "" + SECONDS);
      properties.setProperty("connectTimeout", "" + SECONDS);
    }
    return DriverManager.getConnection(place.url(), properties);
  }

  @Override
  public Ledger ledger() {
    return run("be read", asked -> TableQuestions.ledger(asked, sql, Notes.NONE));
  }

  @Override
  public Optional<Instant> oldest() {
    return Reader.instant(run("be read", asked -> TableQuestions.time(asked, sql.oldest)));
  }

  @Override
  public List<KeptBack> keptBack(int max) {
    return run("be read", asked -> new KeptRows(asked, sql.tables).keptBack(max));
  }

  @Override
  public List<Waiting> waiting(int max) {
    return run("be read", asked -> WaitingRows.oldest(asked, sql.tables, max));
  }

  @Override
  public Parked parked() {
    return new Parking(
        new Parking.Store() {
          @Override
          public <T> T ask(Parking.Question<T> question) {
            return run("be read", asked -> question.to(new ParkedRows(asked, sql.tables)));
          }

          @Override
          public int change(String verb, Parking.Change change) {
            return run(verb, asked -> change.on(new TableRows(sql, asked)));
          }
        },
        Clock.systemUTC());
  }

  private <T> T run(String verb, Sessions.Work<T> work) {
    try {
      return Sessions.withRetries(connection, work);
    } catch (SQLException e) {
      throw failed(place, verb, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(place, "be closed", e);
    }
  }

  private static void close(Connection connection, SQLException cause) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static OutboxException failed(String place, String verb, SQLException e) {
    return new OutboxException(
        "the outbox in %s could not %s: %s".formatted(place, verb, Failures.words(e)), e);
  }
}
