// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an error of the compilation, and at which line: that with the word "here". */
class AuditCheckTest {
  private static final String BEFORE =
      """
      package com.acme;
      import java.util.*;
      import jakarta.ws.rs.*;
      import org.auditlogged.*;
      """;

  @TempDir private Path output;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "" /* here */                 | action is blank; name it like "invoice.deleted"
          " " /* here */                | action is blank; name it like "invoice.deleted"
          ".read" /* here */            | action is ".read"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like "invoice.deleted"
          "secret read" /* here */      | action is "secret read"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit, like "invoice.deleted"
          value = "a.b", ~ version = -1 /* here */ | version is -1; expected 0 or more
          value = "a.b", ~ on = {} /* here */ | on is empty, so nothing would ever be recorded
          value = "a.b", ~ organization = "${org}" /* here */ | organization is "${org}", which names org; expected one of [actor, exception, id, login, request, result]
          value = "a.b", targets = ~ @AuditTarget(~ id = "x", type = "" /* here */) | type of target is blank; expected the kind of thing, like "invoice"
          value = "a.b", targets = { @AuditTarget(type = "a", id = "${id}"), ~ @AuditTarget(type = "b", id = "" /* here */) } | id of target "b" is blank; expected an expression
          value = "a.b", targets = { @AuditTarget(type = "a", id = "${id}"), ~ @AuditTarget(type = "b", id = "${ide}" /* here */) } | id of target "b" is "${ide}", which names ide; expected one of [actor, exception, id, login, request, result]
          value = "a.b", targets = @AuditTarget(type = "a", id = "${id}", ~ name = "${login.nam}" /* here */) | name of target "a" is "${login.nam}", which names no property nam of com.acme.Login; expected one of [name, password]
          value = "a.b", targets = @AuditTarget(type = "a", id = "${id}", metadata = ~ @AuditMetadata(name = "k", value = "${login.}" /* here */)) | value of metadata "k" is "${login.}", which is no expression: expected a name at "}"
          value = "a.b", metadata = { ~ @AuditMetadata(name = "k", value = "${id}"), ~ @AuditMetadata(name = "l", value = "${id" /* here */) } | value of metadata "l" is "${id", which is no expression: expected } at its end
          value = "a.b", metadata = ~ @AuditMetadata(name = "k", value = "${result.size}" /* here */) | value of metadata "k" is "${result.size}", which names no property size of java.lang.String; expected one of [blank, bytes, empty]
          value = "a.b", metadata = ~ @AuditMetadata(name = "k", value = "" /* here */) | value of metadata "k" is empty; expected an expression
          value = "a.b", metadata = ~ @AuditMetadata(name = "k.l" /* here */, ~ value = "${id}") | name of metadata is "k.l"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -
          value = "a.b", actorMetadata = ~ @AuditMetadata(name = "größe" /* here */, ~ value = "${id}") | name of metadata is "größe"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -
          value = "a.b", metadata = ~ @AuditMetadata(name = "k", ~ value = "${login.password}" /* here */) | "password" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          value = "a.b", metadata = ~ @AuditMetadata(name = "api_key" /* here */, ~ value = "${id}") | "api_key" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          value = "a.b", targets = @AuditTarget(type = "a", ~ id = "${request.cookies['session']}" /* here */) | -
          """)
  void isToldAtTheLineOfTheMember(String members, String text) {
    var source =
        BEFORE
            + "record Login(String name, String password) {}\nclass Secrets {\n @AuditLogged("
            + members.replace('~', '\n')
            + ")\n public String read(String id, Login login) { return id; }\n}\n";
    assertSays(source.replace("\nrecord Login", "\nclass Other {}\nrecord Login"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @AuditTarget(type = " " /* here */) String id | type of target is blank; expected the kind of thing, like "invoice"
          @AuditTarget(type = "a", ~ id = "${x}" /* here */) String x | id is given twice: the parameter's value is the id; leave it out
          String x, ~ @AuditMetadata(name = "" /* here */) String id | name of metadata is ""; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -
          @AuditMetadata(name = "k", ~ value = "v" /* here */) String x | value is given twice: that of the parameter counts; leave it out
          @AuditMetadata(name = "k" /* here */) ~ String password | "password" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          @HeaderParam("X-Api-Key") ~ @AuditMetadata(name = "k" /* here */) String x | "X-Api-Key" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          @FormParam("password") ~ @AuditMetadata(name = "k" /* here */) String x | "password" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          @FormParam("password") String x, ~ @AuditTarget(type = "k", name = "${x}" /* here */) String y | "password" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          @AuditTarget(type = "k" /* here */) ~ String token | "token" is called like a secret, so its value would always be [redacted]; capture something else, or set auditlogged.redact in META-INF/microprofile-config.properties
          @AuditTarget(type = "token") String tokenId | -
          """)
  void isToldAtTheParameter(String parameters, String text) {
    var source =
        BEFORE
            + "class Secrets {\n @AuditLogged(\"a.b\") public void read(\n"
            + parameters.replace('~', '\n')
            + "\n) {}\n}\n";
    assertSays(source, text);
  }

  @Test
  void oneActionInTwoShapesIsToldAtTheSecond() {
    assertSays(
        BEFORE
            + """
            class Secrets {
              @AuditLogged("secret.read")
              public void read(@AuditTarget(type = "secret") String id) {}

              @AuditLogged("secret.read" /* here */)
              public void open(@AuditTarget(type = "vault") String id) {}
            }
            """,
        "secret.read is declared by com.acme.Secrets.open(String) as"
            + " {\"targets\":[{\"type\":\"vault\"}]} and by com.acme.Secrets.read(String) as"
            + " {\"targets\":[{\"type\":\"secret\"}]}");
  }

  @Test
  void oneNameOfTwoTypesIsToldWhereCodeDeclaresIt() {
    assertSays(
        BEFORE
            + """
            @AuditAction(
                value = "secret.read" /* here */,
                metadata = @AuditAction.Field(name = "n"))
            class Secrets {
              @AuditLogged("secret.read")
              public void read(@AuditMetadata(name = "n") int n) {}
            }
            """,
        "secret.read is declared by com.acme.Secrets as {\"metadata\":{\"properties\":{\"n\":"
            + "{\"type\":\"string\"}},\"type\":\"object\"},\"targets\":[{\"type\":\"secret\"}]} and by"
            + " com.acme.Secrets.read(int) as {\"metadata\":{\"properties\":{\"n\":{\"type\":"
            + "\"number\"}},\"type\":\"object\"},\"targets\":[{\"type\":\"secret\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "" /* here */                                                  | action is blank; name it like "invoice.deleted"
          value = "a.b", targets = ~ @AuditAction.Target(type = "" /* here */) | type of target is blank; expected the kind of thing, like "invoice"
          value = "a.b", metadata = ~ @AuditAction.Field(name = "a b" /* here */) | name of metadata is "a b"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -
          """)
  void actionsOfCodeAreLookedAtAsWell(String members, String text) {
    var action = "@AuditAction(" + members.replace('~', '\n') + ")\n";
    assertSays(BEFORE + action + "class Jobs {}\n", text);
    assertSays(
        BEFORE + "@AuditAction.List({ @AuditAction(\"c.d\"),\n" + action + "}) class Jobs {}\n",
        text);
  }

  @Test
  void eachOfRepeatedOnesAtItsOwnLine() {
    assertSays(
        BEFORE
            + """
            @AuditAction("c.d")
            @AuditAction(value = "e.f", /* here */
                targets = @AuditAction.Target(type = "g",
                    metadata = @AuditAction.Field(name = "a b")))
            class Jobs {}
            """,
        "name of metadata is \"a b\"; WorkOS takes 1 to 40 of a-z A-Z 0-9 _ -");
    assertSays(
        "@org.auditlogged.AuditAction(\"c.d\")\n@org.auditlogged.AuditAction(\"\" /* here */)\n"
            + "package com.acme;\n",
        "action is blank; name it like \"invoice.deleted\"");
  }

  @Test
  void eachOfTwoEqualMistakesIsTold() {
    var compiled =
        Compiled.of(
            output,
            BEFORE
                + """
                class Jobs {
                  @AuditLogged(value = "a.b", metadata = {
                      @AuditMetadata(name = "", value = "x"),
                      @AuditMetadata(name = "", value = "x")})
                  public void run() {}
                }
                """);
    assertThat(compiled.said())
        .extracting(each -> each.substring(0, 8))
        .containsExactly("error 7:", "error 8:");
  }

  @Test
  void onAPackageToo() {
    assertSays(
        "@org.auditlogged.AuditAction(\"a b\" /* here */)\npackage com.acme;\n",
        "action is \"a b\"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or digit,"
            + " like \"invoice.deleted\"");
  }

  @Test
  void whatIsWrongOnAClassIsToldOnceAndForWhichMethod() {
    assertSays(
        BEFORE
            + """
            @AuditLogged(value = "job",
                metadata = @AuditMetadata(name = "n", value = "${n}" /* here */))
            class Jobs {
              public void run(int n) {}
              public void stop() {}
            }
            """,
        "com.acme.Jobs.stop(): value of metadata \"n\" is \"${n}\", which names n; expected one of"
            + " [actor, exception, request, result]");
  }

  @Test
  void whatIsWrongOnAnInterfaceIsToldThere() {
    assertSays(
        BEFORE
            + """
            class Jobs implements Runner { public void run(int n) {} }
            interface Runner {
              @AuditLogged(value = "job.run", metadata =
                  @AuditMetadata(name = "n", value = "${m}" /* here */))
              void run(int n);
            }
            """,
        "com.acme.Jobs.run(int): value of metadata \"n\" is \"${m}\", which names m; expected one of"
            + " [actor, exception, n, request, result]",
        "value of metadata \"n\" is \"${m}\", which names m; expected one of"
            + " [actor, exception, n, request, result]");
  }

  @Test
  void whatIsWrongOnAnAnnotationOfTheApplicationsOwnIsToldThere() {
    assertSays(
        BEFORE
            + """
            class Jobs { @Nightly public void run(int n) {} }
            @AuditLogged("job run" /* here */)
            @interface Nightly {}
            """,
        "action is \"job run\"; expected 1 to 200 of a-z A-Z 0-9 . _ - beginning with a letter or"
            + " digit, like \"invoice.deleted\"");
  }

  @Test
  void privateAndIgnoredMethodsAreTold() {
    assertSays(
        BEFORE + "class Jobs { @AuditLogged(\"a.b\" /* here */) private void run() {} }",
        "it is private or static, and calls of such methods are not seen");
    assertSays(
        BEFORE
            + "class Jobs { @AuditIgnored @AuditLogged(\"a.b\" /* here */) public void run() {} }",
        "it is @AuditIgnored as well; expected one of both");
  }

  @Test
  void memberOfAMoreSpecialClassIsAWarning() {
    var compiled =
        Compiled.of(
            output,
            BEFORE
                + """
                class Zoo {
                  @AuditLogged(value = "a.b", metadata =
                      @AuditMetadata(name = "legs", value = "${animal.legs}"))
                  public void feed(Animal animal) {}
                }
                interface Animal { String getName(); }
                """);
    assertThat(compiled.isRight()).isTrue();
    assertThat(compiled.said())
        .containsExactly(
            "warning 7: value of metadata \"legs\" is \"${animal.legs}\", which names no property legs"
                + " of com.acme.Animal; expected one of [name], unless its class is a more special"
                + " one");
  }

  @Test
  void everythingIsToldAtOnce() {
    var compiled =
        Compiled.of(
            output,
            BEFORE
                + """
                class Jobs {
                  @AuditLogged("") public void a(@AuditTarget(type = "") String id) {}
                  @AuditLogged("b b") public void b() {}
                }
                """);
    assertThat(compiled.said()).hasSize(3).allMatch(each -> each.startsWith("error "));
    assertThat(compiled.catalogue()).isNull();
  }

  @Test
  void namesOfSecretsAreThoseOfTheConfiguration() throws IOException {
    var file = output.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "auditlogged.redact = color , pin\n");
    assertSays(
        BEFORE
            + """
            class Jobs {
              @AuditLogged("a.b") public void a(@AuditMetadata(name = "password") String x,
                  @AuditMetadata(name = "color" /* here */) String y) {}
            }
            """,
        "\"color\" is called like a secret, so its value would always be [redacted]; capture something"
            + " else, or set auditlogged.redact in META-INF/microprofile-config.properties");
  }

  @Test
  void whatTheCompilerItselfRefusesIsLeftToIt() {
    var compiled =
        Compiled.of(
            output,
            BEFORE
                + """
                class Jobs {
                  @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "n", value = "${a.b.c}"))
                  public Missing a(Unknown a) { return null; }
                }
                """);
    assertThat(compiled.said()).isNotEmpty().allMatch(each -> each.contains("cannot find symbol"));
  }

  private void assertSays(String source, String... texts) {
    var compiled = Compiled.of(output, source);
    int line = 1 + (int) source.lines().takeWhile(each -> !each.contains("/* here */")).count();
    if (texts[0].equals("-")) {
      assertThat(compiled.said()).isEmpty();
    } else {
      assertThat(compiled.said())
          .containsExactlyElementsOf(
              List.of(texts).stream().map(text -> "error " + line + ": " + text).toList());
      assertThat(compiled.isRight()).isFalse();
    }
  }
}
