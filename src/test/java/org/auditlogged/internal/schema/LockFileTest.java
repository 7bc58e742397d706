// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.auditlogged.internal.schema.Schemas.call;
import static org.auditlogged.internal.schema.Schemas.fields;
import static org.auditlogged.internal.schema.Schemas.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {
  private final ActionSchema read = schema("secret.read", "secret", fields());
  private final ActionSchema report = ActionSchema.of("report.generated");

  @TempDir private Path folder;

  @Test
  void pinsVersions() {
    var lock = LockFile.EMPTY.with(read, 3);
    assertThat(lock.version("secret.read")).isEqualTo(3);
    assertThat(lock.version("secret.written")).isZero();
    assertThat(lock.with(read, 4).version("secret.read")).isEqualTo(4);
    assertThat(lock.without("secret.read")).isEqualTo(LockFile.EMPTY);
  }

  @Test
  void oneActionALineInOrder() {
    assertThat(LockFile.EMPTY.with(read, 3).with(report, 1).json().lines())
        .containsExactly(
            "{",
            "\"auditlogged.lock\": 1,",
            "\"actions\": {",
            "  \"report.generated\": {\"version\": 1, \"fingerprint\": \""
                + report.fingerprint()
                + "\"},",
            "  \"secret.read\": {\"version\": 3, \"fingerprint\": \"" + read.fingerprint() + "\"}",
            "}}");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    var file = folder.resolve("resources/auditlogged.lock");
    var lock = LockFile.EMPTY.with(read, 3).with(report, 1);
    lock.write(file);
    assertThat(LockFile.read(file)).isEqualTo(lock);
    LockFile.EMPTY.write(file);
    assertThat(LockFile.read(file)).isEqualTo(LockFile.EMPTY);
  }

  @Test
  void noFilePinsNothing() throws IOException {
    assertThat(LockFile.read(folder.resolve("none"))).isEqualTo(LockFile.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ''                                                  | it is no JSON in line 1: it ends too early
          {"auditlogged.lock": 1, "actions": {"secret.re      | it is no JSON in line 1: it ends within a text
          <<<<<<< HEAD                                        | it is no JSON in line 1: expected a value
          {"lockfileVersion": 3}                              | it has no "auditlogged.lock", so it is something else
          {"auditlogged.lock": 2}                             | its format is 2; this version knows 1
          {"auditlogged.lock": 1}                             | it has no "actions"
          {"auditlogged.lock": 1, "actions": {"a.b": {"version": 0, "fingerprint": "x"}}} | "a.b" has no version from 1 and fingerprint: {"version":0,"fingerprint":"x"}
          {"auditlogged.lock": 1, "actions": {"a.b": {"version": 1.5, "fingerprint": "x"}}} | "a.b" has no version from 1 and fingerprint: {"version":1.5,"fingerprint":"x"}
          {"auditlogged.lock": 1, "actions": {"a.b": {"version": 1}}} | "a.b" has no version from 1 and fingerprint: {"version":1}
          {"auditlogged.lock": 1, "actions": {"a.b": 7}}      | "a.b" has no version from 1 and fingerprint: 7
          """)
  void saysWhatIsWrongWithAFile(String text, String why) throws IOException {
    var file = Files.writeString(folder.resolve("auditlogged.lock"), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LockFile.read(file))
        .withMessage(
            file
                + " cannot be used: "
                + why
                + "; restore it from version control, or delete it and let the tool \"schemas pull\""
                + " write it anew");
  }

  @Test
  void saysHowItDiffersFromTheCode() {
    var catalogue =
        Catalogue.of(
            List.of(
                call(read, "read()"),
                call(report, "report()"),
                call(ActionSchema.of("a.same"), "same()")),
            Set.of());
    var schemas = catalogue.schemas();
    var lock =
        LockFile.EMPTY
            .with(read, 3)
            .with(schemas.get("a.same"), 1)
            .with(ActionSchema.of("old.gone"), 2);
    assertThat(lock.differences(catalogue))
        .containsExactly(
            "old.gone: pinned to version 2, but not in the code",
            "report.generated: not pinned",
            "secret.read: the code has changed since version 3 was pinned");
  }
}
