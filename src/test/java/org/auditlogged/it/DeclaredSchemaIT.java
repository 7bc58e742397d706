// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.auditlogged.it.declared.DeclaredJob;
import org.auditlogged.it.declared.DeclaredResource;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a running application finds in its classes and what the compiler found in their sources are
 * one and the same schemas to WorkOS. Of a class that is no bean it has what the compiler wrote.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DeclaredSchemaIT {
  private static final Path SOURCES = Path.of("src/test/java/org/auditlogged/it/declared");
  private static final List<String> ACTIONS =
      List.of("declared.call", "declared.beside", "declared.class", "declared.package");
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);
  private static final Path COMPILED = Path.of("target/it-declared").toAbsolutePath();

  @TempDir Path folder;

  @Deployment(testable = false)
  static WebArchive application() throws IOException {
    Files.createDirectories(COMPILED);
    compile();
    return Deployments.war(
            WORKOS,
            Map.of("auditlogged.schema", "register"),
            DeclaredResource.class,
            DeclaredJob.class)
        .addPackage(DeclaredResource.class.getPackage())
        .addAsResource(
            COMPILED.resolve("META-INF/auditlogged/schemas.json").toFile(),
            "META-INF/auditlogged/schemas.json");
  }

  @Test
  void theCommandLineFindsNothingLeftToRegister() throws Exception {
    await().until(() -> ACTIONS.stream().allMatch(action -> versions(action) == 1));

    var lock = folder.resolve("auditlogged.lock");
    assertThat(schemas("register")).isEqualTo(new CommandLine(0, lock + " written: 4 actions\n"));
    assertThat(schemas("diff")).isEqualTo(new CommandLine(0, ""));
    assertThat(ACTIONS).allMatch(action -> versions(action) == 1);
  }

  private static int versions(String action) {
    return WORKOS.administration().schemas(action).size();
  }

  /** As an application's build does. */
  private static void compile() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.list(SOURCES)) {
      var lib = System.getProperty("lib.jar");
      var classPath =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .filter(each -> each.endsWith(".jar"))
              .collect(Collectors.joining(File.pathSeparator));
      var options =
          List.of(
              "-d",
              COMPILED.toString(),
              "-parameters",
              "-classpath",
              lib + File.pathSeparator + classPath,
              "-processorpath",
              lib);
      var units = files.getJavaFileObjectsFromPaths(sources.toList());
      assertThat(compiler.getTask(null, files, null, options, null, units).call()).isTrue();
    }
  }

  private CommandLine schemas(String command) {
    return CommandLine.run(
        Map.of("WORKOS_API_KEY", Deployments.KEY),
        "schemas",
        command,
        "--classes",
        COMPILED.toString(),
        "--lock",
        folder.resolve("auditlogged.lock").toString(),
        "--url",
        WORKOS.uri().toString());
  }
}
