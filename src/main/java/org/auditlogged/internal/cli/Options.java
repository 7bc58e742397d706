// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.nio.file.Path;
import org.auditlogged.internal.outbox.DatabasePlace;
import org.auditlogged.internal.outbox.OthersOutbox;
import org.auditlogged.internal.outbox.OutboxFile;
import org.auditlogged.internal.outbox.OutboxTables;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes that looks into an outbox. */
final class Options {
  private static final String PASSWORD = "AUDITLOGGED_JDBC_PASSWORD";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Where where;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  /** A folder or a database. */
  static final class Where {
    @Option(
        names = "--outbox",
        required = true,
        paramLabel = "DIR",
        description = "the outbox's folder, see auditlogged.outbox.directory")
    private Path outbox;

    @ArgGroup(exclusive = false)
    private Database database;
  }

  /** That of a data source. */
  static final class Database {
    @Option(
        names = "--jdbc-url",
        required = true,
        paramLabel = "URL",
        description =
            "or the database of auditlogged.outbox.data-source, as jdbc:postgresql://host/name")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "its user")
    private String user;

    @Option(
        names = "--password",
        description =
            "ask for the user's password; without this " + PASSWORD + " has it, or none is needed")
    private boolean asks;

    @Option(
        names = "--schema",
        paramLabel = "NAME",
        converter = SchemaName.class,
        description = "of the tables, see auditlogged.outbox.schema")
    private String schema;
  }

  boolean json() {
    return json;
  }

  OthersOutbox read() {
    return where.database == null ? OutboxFile.read(where.outbox) : OutboxTables.read(place());
  }

  OthersOutbox change() {
    return where.database == null ? OutboxFile.change(where.outbox) : OutboxTables.change(place());
  }

  private DatabasePlace place() {
    var database = where.database;
    var cli = (Cli) spec.root().userObject();
    var password = database.asks ? cli.password() : cli.environment(PASSWORD);
    if (database.asks && password == null) {
      throw new Unusable("there is no terminal to ask for the password; set " + PASSWORD, null);
    }
    return new DatabasePlace(database.url, database.user, password, database.schema);
  }
}
