// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.nio.file.Path;
import org.auditlogged.internal.outbox.OutboxFile;
import picocli.CommandLine.Option;

/** What every command takes. */
final class Options {
  @Option(
      names = "--outbox",
      required = true,
      paramLabel = "DIR",
      description = "the outbox's folder, see auditlogged.outbox.directory")
  private Path outbox;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  boolean json() {
    return json;
  }

  OutboxFile read() {
    return OutboxFile.read(outbox);
  }

  OutboxFile change() {
    return OutboxFile.change(outbox);
  }
}
