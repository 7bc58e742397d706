// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.util.concurrent.Callable;
import org.auditlogged.internal.outbox.OutboxTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What makes the tables. */
@Command(
    name = "tables",
    description = {
      "Prints the statements that make the tables of an outbox in a database, for where",
      "auditlogged.outbox.create-table=false. They may be run again, and need no --jdbc-url."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class)
final class TablesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Which are known. */
  enum Database {
    postgresql,
    h2
  }

  @Option(
      names = "--database",
      defaultValue = "postgresql",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Database database;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      converter = SchemaName.class,
      description = "of the tables, see auditlogged.outbox.schema")
  private String schema;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    OutboxTables.script(database.name(), schema).forEach(out::println);
    out.flush();
    return 0;
  }
}
