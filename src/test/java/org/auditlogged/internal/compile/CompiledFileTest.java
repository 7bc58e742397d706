// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.OnClassPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledFileTest {
  private static final String SECRETS =
      """
      package com.acme;
      import org.auditlogged.*;
      public class Secrets {
        @AuditLogged("secret.read") public void read(@AuditTarget(type = "secret") String id) {}
      }
      """;
  private static final String JOBS =
      """
      package com.acme;
      import org.auditlogged.*;
      @AuditAction("report.generated")
      class Jobs {
        static class Nested {
          @AuditLogged("job.run") public void run() {}
        }
      }
      """;
  private static final String PACKAGE =
      "@org.auditlogged.AuditAction(\"mail.sent\")\npackage com.acme;\n";

  @TempDir private Path output;

  @Test
  void everyActionIsInIt() {
    assertThat(actions(Compiled.of(output, SECRETS, JOBS, PACKAGE)))
        .containsExactly("job.run", "mail.sent", "report.generated", "secret.read");
  }

  @Test
  void automaticMetadataAreThoseOfTheConfigurationThatTheBuildHasPutThere() throws IOException {
    assertThat(metadata()).contains("event_id", "http_status", "outcome", "truncated");
    configure("auditlogged.metadata = outcome, trace_id\n");
    assertThat(metadata()).containsExactly("outcome", "trace_id", "truncated");
    configure("auditlogged.metadata = none\n");
    assertThat(metadata()).containsExactly("truncated");
    configure("auditlogged.metadata =\n");
    assertThat(metadata()).containsExactly("truncated");
    configure("auditlogged.metadata = ${other}\n");
    assertThat(metadata()).contains("event_id");
  }

  @Test
  void withoutAnyActionThereIsNoFile() {
    assertThat(Compiled.of(output, "package com.acme; class Plain {}").catalogue()).isNull();
  }

  @Test
  void whatIsNotCompiledNowStays() {
    Compiled.of(output, SECRETS, JOBS, PACKAGE);
    var changed = SECRETS.replace("secret.read", "secret.opened");
    assertThat(actions(Compiled.of(output, changed)))
        .containsExactly("job.run", "mail.sent", "report.generated", "secret.opened");
  }

  @Test
  void whatIsGoneGoes() throws IOException {
    Compiled.of(output, SECRETS, JOBS);
    Files.delete(output.resolve("com/acme/Jobs.class"));
    Files.delete(output.resolve("com/acme/Jobs$Nested.class"));
    assertThat(actions(Compiled.of(output, SECRETS))).containsExactly("secret.read");
    assertThat(actions(Compiled.of(output, "package com.acme;\npublic class Secrets {}")))
        .isEmpty();
  }

  @Test
  void whenNothingHasChangedItIsNotTouched() throws IOException {
    var file = output.resolve(OnClassPath.SCHEMAS);
    Compiled.of(output, SECRETS);
    var longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(file, longAgo);
    Compiled.of(output, SECRETS);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    Compiled.of(output, SECRETS.replace("secret.read", "secret.opened"));
    assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(longAgo);
  }

  @Test
  void aFileThatCannotBeUnderstoodIsWrittenAnew() throws IOException {
    Files.createDirectories(output.resolve("META-INF/auditlogged"));
    Files.writeString(output.resolve(OnClassPath.SCHEMAS), "{\"auditlogged\": 99}");
    assertThat(actions(Compiled.of(output, SECRETS))).containsExactly("secret.read");
  }

  @Test
  void aFileThatCannotBeWrittenIsAWarning() throws IOException {
    Files.writeString(output.resolve("META-INF"), "no folder");
    var compiled = Compiled.of(output, SECRETS);
    assertThat(compiled.isRight()).isTrue();
    assertThat(compiled.said())
        .hasSize(1)
        .allMatch(
            each -> each.startsWith("warning -1: META-INF/auditlogged/schemas.json could not"));
  }

  @Test
  void aPlaceIsClassAndMethod() {
    var declarations = Catalogue.read(Compiled.of(output, JOBS).catalogue()).declarations();
    assertThat(declarations)
        .extracting(Declaration::type, Declaration::place)
        .containsExactly(
            tuple("com.acme.Jobs$Nested", "com.acme.Jobs$Nested.run()"),
            tuple("com.acme.Jobs", "com.acme.Jobs"));
  }

  @Test
  void whatOtherProcessorsGenerateIsLookedAtAsWell() {
    var compiled =
        Compiled.of(
            output,
            List.of(),
            List.of(
                Compiled.source(
                    SECRETS.replace("public class Secrets", "public class Secrets extends Made")),
                Compiled.source("package com.acme; class Other { Made made; }")),
            new AuditCheck(),
            new Maker());
    assertThat(compiled.said())
        .containsExactly("error 3: action is blank; name it like \"invoice.deleted\"");
  }

  /** Generates a class in the first round. */
  private static final class Maker extends AbstractProcessor {
    private boolean isDone;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!isDone) {
        isDone = true;
        try (var out = processingEnv.getFiler().createSourceFile("com.acme.Made").openWriter()) {
          out.write(
              "package com.acme;\nclass Made {\n @org.auditlogged.AuditLogged(\"\")\n void a() {}\n}\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  private void configure(String text) throws IOException {
    var file = output.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Set<String> metadata() {
    return Catalogue.read(Compiled.of(output, SECRETS).catalogue())
        .schemas()
        .get("secret.read")
        .metadata()
        .keySet();
  }

  private static Set<String> actions(Compiled compiled) {
    assertThat(compiled.said()).isEmpty();
    return Catalogue.read(compiled.catalogue()).schemas().keySet();
  }
}
