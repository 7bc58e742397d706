// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.auditlogged.internal.Pause;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.internal.schema.SchemaStore;
import org.auditlogged.internal.workos.WorkOsClient;
import org.auditlogged.internal.workos.WorkOsSchemas;
import picocli.CommandLine.Option;

/** What every command about schemas takes. The key is no option: others could see it. */
final class SchemaOptions {
  @Option(
      names = "--classes",
      paramLabel = "PATH",
      defaultValue = "target/classes",
      description = "the compiled application: folders, jars, wars (${DEFAULT-VALUE})")
  private List<Path> classes;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      defaultValue = "src/main/resources/" + LockFile.NAME,
      description = "the lock file (${DEFAULT-VALUE})")
  private Path lock;

  @Option(
      names = "--url",
      description =
          "WorkOS's address (environment WORKOS_MP_REST_URL, else https://api.workos.com)")
  private String url;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  boolean json() {
    return json;
  }

  /**
   * Reads all there is before WorkOS is asked.
   *
   * @throws Unusable when something of it cannot be used
   */
  SchemaTool tool(UnaryOperator<String> environment) {
    var code = CompiledSchemas.read(classes);
    var pinned = lockFile();
    return new SchemaTool(store(environment), Pause.SLEEP, code, new SchemaTool.Lock(lock, pinned));
  }

  private LockFile lockFile() {
    try {
      return LockFile.read(lock);
    } catch (IOException e) {
      throw new Unusable(
          lock + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new Unusable(e.getMessage(), e);
    }
  }

  private SchemaStore store(UnaryOperator<String> environment) {
    var address = url == null ? environment.apply("WORKOS_MP_REST_URL") : url;
    return new WorkOsSchemas(
        WorkOsClient.plain(
            uri(address == null || address.isBlank() ? "https://api.workos.com" : address),
            () -> Optional.ofNullable(environment.apply("WORKOS_API_KEY")),
            "command line"));
  }

  private static URI uri(String address) {
    try {
      var uri = URI.create(address.strip());
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new Unusable(
        "the address of WorkOS must be like https://api.workos.com, was " + address, null);
  }
}
