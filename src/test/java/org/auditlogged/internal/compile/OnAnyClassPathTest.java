// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.auditlogged.internal.schema.OnClassPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a compiler comes by the processor, and whatever else is there or is not. */
class OnAnyClassPathTest {
  private static final String SECRETS =
      """
      import org.auditlogged.*;
      public class Secrets {
        @AuditLogged("secret.read")
        public void read(@AuditTarget(type = "secret", name = "${id.trim()}") String id) {}
      }
      """;

  @TempDir private Path output;

  @Test
  void isFoundWithoutBeingAskedFor() throws Exception {
    assertThat(javac("-classpath", Compiled.classPath(output))).isEmpty();
    assertThat(output.resolve(OnClassPath.SCHEMAS)).content().contains("\"secret.read\"");
  }

  @Test
  void needsNothingOfThePlatformToRun() throws Exception {
    var ours = Path.of("target/classes").toAbsolutePath().toString();
    var said = javac("-classpath", Compiled.classPath(output), "-processorpath", ours);
    assertThat(said).isEmpty();
    assertThat(output.resolve(OnClassPath.SCHEMAS)).content().contains("\"secret.read\"");
  }

  /** A compiler of its own, in which nothing of the tests is there to be found. */
  private String javac(String... options) throws Exception {
    var source = Files.writeString(output.resolve("Secrets.java"), SECRETS);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Werror", "-d", output.toString(), source.toString()));
    var javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(javac.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void looksAtNothingWhereNothingCanBeAnnotated() {
    var compiled =
        Compiled.of(
            output,
            List.of("-classpath", output + File.pathSeparator),
            List.of(Compiled.source("class Plain {}")));
    assertThat(compiled.said()).isEmpty();
    assertThat(compiled.catalogue()).isNull();
  }

  @Test
  void aFailureInsideIsAWarning() {
    var compiled = Compiled.of(output, List.of(), List.of(Compiled.source(SECRETS)), new Broken());
    assertThat(compiled.isRight()).isTrue();
    assertThat(compiled.said())
        .hasSize(1)
        .allMatch(
            each ->
                each.startsWith(
                    "warning -1: AuditLogged could not check this code"
                        + " (java.lang.IllegalStateException: broken at "));
    assertThat(output.resolve("Secrets.class")).exists();
  }

  /** Ours with a compiler that fails. */
  private static final class Broken extends AbstractProcessor {
    private final AuditCheck check = new AuditCheck();

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      InvocationHandler broken =
          (proxy, method, arguments) -> {
            if (method.getName().equals("getElementUtils")) {
              throw new IllegalStateException("broken");
            }
            return method.invoke(environment, arguments);
          };
      check.init(
          (ProcessingEnvironment)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ProcessingEnvironment.class},
                  broken));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return check.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return check.getSupportedSourceVersion();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return check.process(annotations, round);
    }
  }
}
