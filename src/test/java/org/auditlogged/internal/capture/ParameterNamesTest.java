// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With classes that the compiler has made, with and without names of parameters. */
class ParameterNamesTest {
  private static final String SOURCE =
      """
      import org.auditlogged.*;

      public class Nameless {
        @AuditLogged(value = "a.b", metadata = @AuditMetadata(name = "k", value = "${id.length()}"))
        public void read(String id) {}

        @AuditLogged("a.c")
        public void annotated(@AuditTarget(type = "thing") String id) {}
      }
      """;

  @TempDir Path folder;

  @Test
  void anExpressionThatNamesAParameterOfAClassWithoutNamesFailsAndSaysWhichSwitchHelps()
      throws Exception {
    assertThat(problems())
        .containsExactly(
            "@AuditLogged on Nameless.read(String): value of @AuditMetadata \"k\" is"
                + " \"${id.length()}\", which names id; expected one of [actor, exception, request,"
                + " result] (the names of the parameters are not in the class file: compile with"
                + " -parameters)");
  }

  @Test
  void withTheSwitchNothingIsWrong() throws Exception {
    assertThat(problems("-parameters")).isEmpty();
  }

  private List<String> problems(String... switches) throws IOException, ClassNotFoundException {
    var source = Files.writeString(folder.resolve("Nameless.java"), SOURCE);
    var arguments =
        new ArrayList<>(
            List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(switches));
    arguments.add(source.toString());
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(failed).isZero();
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return new AuditPoints().problems(List.of(loader.loadClass("Nameless")));
    }
  }
}
