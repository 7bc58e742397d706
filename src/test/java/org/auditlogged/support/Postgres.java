// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A database of its own on the one PostgreSQL of this JVM, which starts with the first of them on a
 * free port and is gone with the JVM. Whatever is done to the server is done to all databases.
 */
public final class Postgres {
  private static final String USER = "postgres";
  private static Server server;

  private final String name;

  /** The process, and where it keeps its data. */
  private record Server(EmbeddedPostgres process, Path data) {}

  private Postgres(String name) {
    this.name = name;
  }

  /** An empty database that nobody else uses. */
  public static Postgres database() {
    start();
    var name = "it_" + UUID.randomUUID().toString().replace("-", "");
    new Postgres(USER).execute("CREATE DATABASE " + name);
    return new Postgres(name);
  }

  public static String host() {
    return "localhost";
  }

  public static int port() {
    return server().process.getPort();
  }

  /** Of a superuser who needs no password. */
  public static String user() {
    return USER;
  }

  public String name() {
    return name;
  }

  public String url() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + name + "?user=" + USER;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** What is not a query, several separated by semicolons. */
  public void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A user who may come to this database only, and only with this password. */
  public String userWithPassword(String password) {
    var user = name + "_user";
    execute("CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'");
    var rules = server().data.resolve("pg_hba.conf");
    try {
      var rule = "host " + name + " " + user + " all scram-sha-256\n";
      Files.writeString(rules, rule + Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("SELECT pg_reload_conf()");
    // the server takes the rule up when it gets round to it
    Awaitility.await().until(() -> !isLetIn(user));
    return user;
  }

  /** Without a password. */
  private boolean isLetIn(String user) {
    try {
      DriverManager.getConnection(url().replaceFirst("[?].*", "?user=" + user)).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** The first column of every row. */
  public List<String> query(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Starts the server, on the port it had before; nothing when it runs. */
  public static synchronized void start() {
    if (server == null) {
      server = started(newFolder(), 0);
      Runtime.getRuntime().addShutdownHook(new Thread(Postgres::remove));
    } else if (postmaster().isEmpty()) {
      server = started(server.data, server.process.getPort());
    }
  }

  /** Breaks all connections off and leaves the server down, without tidying up as in a crash. */
  public static synchronized void stop() {
    end("QUIT");
  }

  private static void end(String signal) {
    var postmaster = postmaster();
    signal(signal, postmaster.stream());
    postmaster.forEach(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    close(server.process);
  }

  /** A crash and the recovery from it. */
  public static synchronized void restart() {
    stop();
    start();
  }

  /** As an administrator does it: transactions are rolled back, and all is tidied up. */
  public static synchronized void restartInOrder() {
    end("INT");
    start();
  }

  /** Until {@link #resume} the server accepts connections and answers nobody. */
  public static synchronized void pause() {
    signal("STOP", all());
  }

  public static synchronized void resume() {
    signal("CONT", all());
  }

  private static synchronized Server server() {
    if (server == null) {
      throw new IllegalStateException("there is no database yet");
    }
    return server;
  }

  private static Server started(Path data, int port) {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            // what is committed outlives a crash of the server, which is not the library's default
            .setServerConfig("synchronous_commit", "on")
            // transactions over several resources prepare theirs
            .setServerConfig("max_prepared_transactions", "64")
            .setServerConfig("max_connections", "200");
    try {
      return new Server((port == 0 ? builder : builder.setPort(port)).start(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createDirectories(
          Path.of("target", "postgres", UUID.randomUUID().toString()).toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres process) {
    try {
      process.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized void remove() {
    close(server.process);
    try (var files = Files.walk(server.data)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ProcessHandle> all() {
    return postmaster().stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
  }

  private static List<ProcessHandle> postmaster() {
    var file = server().data.resolve("postmaster.pid");
    try {
      var pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).stream().toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String name, Stream<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add("" + process.pid()));
    if (command.size() == 2) {
      return;
    }
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
