// SPDX-License-Identifier: Apache-2.0
package org.auditlogged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packages stand in a line: each imports only from those before it. */
class PackageLineTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final List<String> LINE =
      List.of(
          "org.auditlogged",
          "org.auditlogged.workos",
          "org.auditlogged.internal",
          "org.auditlogged.internal.schema",
          "org.auditlogged.internal.outbox",
          "org.auditlogged.internal.delivery",
          "org.auditlogged.internal.workos",
          "org.auditlogged.internal.cli",
          "org.auditlogged.internal.capture",
          "org.auditlogged.internal.compile",
          "org.auditlogged.internal.cdi",
          "org.auditlogged.internal.rest");
  // also without an import: a qualified name, or a static import
  private static final Pattern USE =
      Pattern.compile("\\b(org\\.auditlogged(?:\\.[a-z]+)*)\\.[A-Z]\\w*");

  @Test
  void everyPackageUsesOnlyThoseBeforeIt() throws IOException {
    var wrong = new ArrayList<String>();
    for (var file : sources()) {
      int own = LINE.indexOf(packageOf(file));
      var uses = USE.matcher(Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", ""));
      while (uses.find()) {
        if (LINE.indexOf(uses.group(1)) > own) {
          wrong.add(file.getFileName() + " uses " + uses.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlace() throws IOException {
    assertThat(sources()).isNotEmpty().allSatisfy(f -> assertThat(LINE).contains(packageOf(f)));
  }

  @Test
  void nothingNeedsTheCommandLineWhichIsInNoApplication() throws IOException {
    var own = "org.auditlogged.internal.cli";
    for (var file : sources()) {
      if (!packageOf(file).equals(own)) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain(own, "picocli");
      }
    }
  }

  @Test
  void onlyTheLastTwoPackagesKnowContextsAndDependencyInjection() throws IOException {
    var wrong = new ArrayList<String>();
    for (var file : sources()) {
      int own = LINE.indexOf(packageOf(file));
      boolean isPlain = own >= LINE.indexOf("org.auditlogged.internal") && own < LINE.size() - 2;
      if (isPlain && Files.readString(file).contains("import jakarta.enterprise.")) {
        wrong.add(file.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  private static String packageOf(Path file) {
    return SOURCES.relativize(file.getParent()).toString().replace(java.io.File.separatorChar, '.');
  }
}
