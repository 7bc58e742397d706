// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.auditlogged.internal.schema.ActionSchema;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.auditlogged.internal.schema.JsonType;
import org.auditlogged.internal.schema.LockFile;
import org.auditlogged.support.FakeWorkOs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

@Timeout(120)
class SchemasCommandTest {
  private static final String SCHEMAS = "META-INF/auditlogged/schemas.json";
  private static final String KEY = "sk_test_key";

  @TempDir Path folder;
  private final FakeWorkOs workOs = FakeWorkOs.start().key(KEY);
  private final Map<String, String> environment = new HashMap<>();
  private Path classes;
  private Path lock;
  private String out;
  private String err;

  @BeforeEach
  void compile() throws IOException {
    environment.put("WORKOS_API_KEY", KEY);
    environment.put("WORKOS_MP_REST_URL", workOs.uri().toString());
    classes = folder.resolve("classes");
    lock = folder.resolve("auditlogged.lock");
    compiled("secret.read", "user.signed_in");
  }

  @AfterEach
  void stop() {
    workOs.close();
  }

  private void compiled(String... actions) throws IOException {
    var file = classes.resolve(SCHEMAS);
    Files.createDirectories(file.getParent());
    Files.writeString(file, catalogue("reason", actions).json());
  }

  private static Catalogue catalogue(String metadata, String... actions) {
    var declarations = new ArrayList<Declaration>();
    for (var action : actions) {
      var schema =
          new ActionSchema(
              action,
              new TreeMap<>(Map.of("thing", new TreeMap<>())),
              new TreeMap<>(),
              new TreeMap<>(Map.of(metadata, JsonType.STRING)));
      declarations.add(new Declaration(Declaration.By.CALL, "X", "X.y()", schema));
    }
    return Catalogue.of(declarations, Set.of());
  }

  private int run(String command, String... more) {
    var all =
        new ArrayList<>(
            List.of(
                "schemas", command, "--classes", classes.toString(), "--lock", lock.toString()));
    all.addAll(List.of(more));
    return plain(all.toArray(String[]::new));
  }

  private int plain(String... arguments) {
    var printed = new StringWriter();
    var complained = new StringWriter();
    int code =
        Cli.line(environment::get, () -> null)
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(complained, true))
            .setColorScheme(picocli.CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .execute(arguments);
    out = printed.toString();
    err = complained.toString();
    assertThat(out + err).doesNotContain(KEY);
    return code;
  }

  private LockFile pinned() throws IOException {
    return LockFile.read(lock);
  }

  @Test
  void registerCreatesAndPinsThenThereIsNoDifference() throws IOException {
    assertThat(run("diff")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            """
            secret.read: WorkOS has no schema of it
            user.signed_in: WorkOS has no schema of it
            auditlogged.lock: secret.read: not pinned
            auditlogged.lock: user.signed_in: not pinned
            """);

    assertThat(run("register")).isZero();
    assertThat(out)
        .isEqualTo(
            "secret.read: version 1 created\nuser.signed_in: version 1 created\n"
                + lock
                + " written: 2 actions\n");
    assertThat(pinned().version("secret.read")).isEqualTo(1);

    assertThat(run("diff")).isZero();
    assertThat(out + err).isEmpty();
    assertThat(run("register")).isZero();
    assertThat(out).isEqualTo(lock + " is as it should be\n");
    assertThat(workOs.administration().schemas("secret.read")).hasSize(1);
  }

  @Test
  void whatChangedInTheCodeIsAFurtherVersion() throws IOException {
    run("register");
    Files.writeString(
        classes.resolve(SCHEMAS), catalogue("because", "secret.read", "user.signed_in").json());
    assertThat(run("diff")).isEqualTo(1);
    assertThat(out)
        .contains(
            "secret.read: differs from version 1: metadata.because is in the code only (string)")
        .contains("auditlogged.lock: secret.read: the code has changed since version 1 was pinned");
    assertThat(run("pull")).isEqualTo(1);
    assertThat(pinned().version("secret.read")).isEqualTo(1);
    assertThat(run("register")).isZero();
    assertThat(pinned().version("secret.read")).isEqualTo(2);
    assertThat(run("diff")).isZero();
  }

  @Test
  void pullPinsWhatIsThereAndCreatesNothing() throws IOException {
    run("register");
    Files.delete(lock);
    compiled("secret.read", "user.signed_in", "report.generated");
    assertThat(run("pull")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(lock + " written: 2 actions\nreport.generated: WorkOS has no schema of it\n");
    assertThat(workOs.administration().schemas("report.generated")).isEmpty();
    compiled("secret.read");
    assertThat(run("pull")).isZero();
    assertThat(pinned().pins()).containsOnlyKeys("secret.read");
  }

  @Test
  void listShowsWhatIsWhere() throws IOException {
    compiled("secret.read");
    run("register");
    workOs
        .administration()
        .add("foreign.action", workOs.administration().schemas("secret.read").get(0));
    compiled("secret.read", "user.signed_in");
    assertThat(run("list")).isZero();
    assertThat(out)
        .isEqualTo(
            """
            secret.read  1  1  as in the code
            user.signed_in  -  -  not in WorkOS
            foreign.action  -  -  in WorkOS only
            """);
    assertThat(run("list", "--json")).isZero();
    assertThat(out.lines().findFirst())
        .contains(
            "{\"action\":\"secret.read\",\"pinned\":1,\"workos\":1,\"state\":\"as in the code\"}");
  }

  @Test
  void pinThatWorkOsDoesNotHaveIsADifference() throws IOException {
    run("register");
    var schema = catalogue("reason", "secret.read").schemas().get("secret.read");
    pinned().with(schema, 7).write(lock);
    assertThat(run("diff")).isEqualTo(1);
    assertThat(out)
        .isEqualTo(
            "secret.read: pinned to version 7, but what the code says is version 1 in WorkOS\n");
    assertThat(run("pull")).isZero();
    assertThat(pinned().version("secret.read")).isEqualTo(1);
  }

  @Test
  void olderPinOfTheSameMeaningIsKept() throws IOException {
    run("register");
    var same = workOs.administration().schemas("secret.read").get(0);
    var again = jakarta.json.Json.createObjectBuilder(same).remove("version").build();
    workOs.administration().add("secret.read", again);
    assertThat(run("diff")).isZero();
    assertThat(run("pull")).isZero();
    assertThat(pinned().version("secret.read")).isEqualTo(1);
  }

  @Test
  void schemasAreFoundInJarsAndWars() throws IOException {
    var jar = folder.resolve("a.jar");
    archive(jar, Map.of(SCHEMAS, text(catalogue("reason", "in.jar"))));
    var war = folder.resolve("a.war");
    archive(
        war,
        Map.of(
            "WEB-INF/classes/" + SCHEMAS,
            text(catalogue("reason", "in.war")),
            "WEB-INF/lib/a.jar",
            Files.readAllBytes(jar),
            "WEB-INF/web.xml",
            text(catalogue("reason", "no.matter"))));
    classes = war;
    assertThat(run("register", "--classes", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("register")).isZero();
    assertThat(pinned().pins()).containsOnlyKeys("in.jar", "in.war");
  }

  private static byte[] text(Catalogue catalogue) {
    return catalogue.json().getBytes(StandardCharsets.UTF_8);
  }

  private static void archive(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream stream = Files.newOutputStream(file);
        var zip = new ZipOutputStream(stream)) {
      for (var each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }

  // bad input: a message, an exit code, nothing half done

  private void nothingIsDone(String command, int code, String message) throws IOException {
    var before = Files.exists(lock) ? Files.readString(lock) : null;
    assertThat(run(command)).as(out + err).isEqualTo(code);
    assertThat(err).contains(message);
    assertThat(Files.exists(lock) ? Files.readString(lock) : null).isEqualTo(before);
    assertThat(workOs.administration().schemas("secret.read")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "diff", "register", "pull"})
  void withoutAKeyNothingIsDone(String command) throws IOException {
    environment.remove("WORKOS_API_KEY");
    nothingIsDone(command, 4, "workos.api-key is not set (environment: WORKOS_API_KEY)");
    assertThat(workOs.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "diff", "register", "pull"})
  void withAWrongKeyNothingIsDone(String command) throws IOException {
    workOs.key("sk_other");
    nothingIsDone(command, 4, "WorkOS answered 401 Unauthorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "diff", "register", "pull"})
  void withoutANetworkNothingIsDone(String command) throws IOException {
    environment.put("WORKOS_MP_REST_URL", "http://127.0.0.1:1");
    nothingIsDone(command, 4, "WorkOS: no connection");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | WorkOS answered 404 gone",
        "422 | WorkOS answered 422 gone",
        "500 | WorkOS answered 500 gone"
      })
  void otherAnswersAreTold(int status, String message) throws IOException {
    for (var command : List.of("list", "diff", "register", "pull")) {
      workOs.answer(status, "{\"message\":\"gone\"}");
      nothingIsDone(command, 4, message);
    }
  }

  @Test
  void refusedSchemaIsToldAndNothingIsPinned() throws IOException {
    // no actions, no versions, no
    workOs.answer(200, "{\"data\":[],\"list_metadata\":{\"before\":null,\"after\":null}}");
    workOs.answer(404, "{\"message\":\"no action\"}");
    workOs.answer(
        422,
        "{\"message\":\"Validation"
            + " failed.\",\"errors\":[{\"field\":\"targets\",\"code\":\"bad\"}]}");
    nothingIsDone(
        "register",
        4,
        "WorkOS does not take the schema of secret.read: WorkOS answered 422 Validation failed. at"
            + " targets bad");
    assertThat(out).contains("user.signed_in: version 1 created");
    // the next time
    assertThat(run("register")).isZero();
    assertThat(workOs.administration().schemas("user.signed_in")).hasSize(1);
    assertThat(pinned().pins()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "diff", "register", "pull"})
  void halfWrittenLockFileIsToldBeforeWorkOsIsAsked(String command) throws IOException {
    Files.writeString(
        lock, "{\n\"auditlogged.lock\": 1,\n\"actions\": {\n  \"secret.read\": {\"ver");
    nothingIsDone(command, 2, lock + " cannot be used: ");
    assertThat(workOs.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "pull"})
  void lockFileOfAnotherApplicationIsRefused(String command) throws IOException {
    var other = catalogue("x", "order.placed").schemas().get("order.placed");
    LockFile.EMPTY.with(other, 3).write(lock);
    nothingIsDone(command, 2, lock + " pins 1 actions, and none of them is in the code");
    assertThat(run("diff")).isEqualTo(1);
    assertThat(out).contains("order.placed: pinned to version 3, but not in the code");
  }

  @Test
  void applicationThatIsNotCompiledIsTold() throws IOException {
    classes = folder.resolve("empty");
    nothingIsDone("diff", 2, "there is no " + SCHEMAS + " in " + classes);
    Files.createDirectories(classes);
    nothingIsDone("diff", 2, "there is no " + SCHEMAS + " in " + classes);
    Files.createDirectories(classes.resolve(SCHEMAS).getParent());
    Files.writeString(classes.resolve(SCHEMAS), "{");
    nothingIsDone("diff", 2, SCHEMAS + " cannot be used: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.workos.com", "ftp://x/", "http://", "not an address"})
  void addressThatIsNoneIsTold(String address) {
    assertThat(run("diff", "--url", address)).isEqualTo(2);
    assertThat(err)
        .contains("the address of WorkOS must be like https://api.workos.com, was " + address);
  }

  @Test
  void lockFileThatCannotBeReadOrWrittenIsTold() throws IOException {
    lock = Files.createFile(folder.resolve("file")).resolve("auditlogged.lock");
    nothingIsDone("register", 2, "auditlogged.lock cannot be read: ");
    // into which nobody can write, not even root
    lock = Path.of("/proc/auditlogged.lock");
    assertThat(run("register")).isEqualTo(2);
    assertThat(err).contains("auditlogged.lock cannot be written, and is as it was: ");
  }

  @Test
  void helpSaysWhatTheExitCodesMean() {
    assertThat(plain("schemas", "--help")).isZero();
    assertThat(out).contains("WORKOS_API_KEY", "code, lock file and WorkOS differ");
    assertThat(plain("schemas")).isEqualTo(2);
    assertThat(err).contains("Missing required subcommand");
  }
}
