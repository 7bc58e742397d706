// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
  private static final String RESOURCE =
      """
      package com.acme;
      import jakarta.annotation.security.*;
      import jakarta.ws.rs.*;
      import org.auditlogged.*;
      @Path("things")
      public class Things implements Contract {
        @GET public void read() {}
        @POST public void create() {}
        @PUT @AuditLogged("thing.changed") public void change() {}
        @PATCH @AuditIgnored public void touch() {}
        @RolesAllowed("admin") public void purge(String id) {}
        public void remove() {}
        @RolesAllowed("admin") private void hidden() {}
      }
      interface Contract {
        @DELETE void remove();
      }
      @RolesAllowed("admin")
      class Admin {
        public void all() {}
        @PermitAll public void everybody() {}
        void inside() {}
        @Override public String toString() { return ""; }
      }
      @AuditLogged("job")
      class Jobs {
        @RolesAllowed("admin") public void run() {}
      }
      abstract class Half {
        @POST public void whole() {}
      }
      class Whole extends Half {}
      """;
  private static final List<String> MISSING =
      List.of(
          "8: POST com.acme.Things.create()",
          "11: role-guarded com.acme.Things.purge(String)",
          "12: DELETE com.acme.Things.remove()",
          "20: role-guarded com.acme.Admin.all()",
          "32: POST com.acme.Half.whole()");

  @TempDir private Path output;

  @Test
  void whatNobodyDecidedOnIsNoted() {
    var compiled = compile();
    assertThat(compiled.said()).containsExactlyElementsOf(missing("note"));
    assertThat(compiled.isRight()).isTrue();
    assertThat(compiled.catalogue()).contains("thing.changed");
  }

  @Test
  void itIsAnErrorWhereThatIsAskedFor() {
    var compiled = compile("-Aauditlogged.coverage=error");
    assertThat(compiled.said()).containsExactlyElementsOf(missing("error"));
    assertThat(compiled.isRight()).isFalse();
  }

  @Test
  void orAWarningOrNothing() {
    assertThat(compile("-Aauditlogged.coverage=warning").said())
        .containsExactlyElementsOf(missing("warning"));
    assertThat(compile("-Aauditlogged.coverage=off").said()).isEmpty();
  }

  @Test
  void anythingElseIsTakenForANote() {
    assertThat(compile("-Aauditlogged.coverage=loud").said())
        .startsWith(
            "warning -1: -Aauditlogged.coverage is \"loud\"; expected note, warning, error or off,"
                + " taken for note")
        .endsWith(missing("note").toArray(String[]::new));
  }

  private Compiled compile(String... options) {
    return Compiled.of(output, List.of(options), List.of(Compiled.source(RESOURCE)));
  }

  private static List<String> missing(String kind) {
    return MISSING.stream()
        .map(
            each ->
                kind
                    + " "
                    + each
                    + " has no audit decision; annotate it with @AuditLogged, or with @AuditIgnored")
        .toList();
  }
}
