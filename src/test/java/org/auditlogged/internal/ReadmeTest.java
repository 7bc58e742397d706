// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auditlogged.support.Recorded;
import org.junit.jupiter.api.Test;

/** What README says of keys, messages and packages is what the code does. */
class ReadmeTest {

  @Test
  void listsEveryKeyWithItsDefaultAndNoOther() throws IOException {
    assertThat(rows("keys"))
        .containsExactlyElementsOf(Stream.of(Key.values()).map(Key::row).toList());
  }

  @Test
  void listsEveryKeyOfARouteAndNoOther() throws IOException {
    assertThat(rows("routes"))
        .containsExactlyElementsOf(Stream.of(RouteKey.values()).map(RouteKey::row).toList());
  }

  @Test
  void listsEveryMessageAndNoOther() throws IOException {
    assertThat(rows("messages"))
        .containsExactlyElementsOf(Stream.of(Message.values()).map(Message::row).toList());
  }

  @Test
  void listsWhatIsRecordedAsTheTestsHaveSeenItAndNothingElse() throws IOException {
    assertThat(rows("recorded"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(recorded());
  }

  @Test
  void saysOfEveryBehaviourOfTheSuiteWhereItWasSeen() throws IOException {
    var behaviours = new TreeSet<String>();
    var named =
        Pattern.compile("@Behaviour\\(\"([^\"]+)\"\\)|static final String \\w+ =\\s+\"([^\"]+)\"");
    try (var files = Files.walk(Path.of("src/runtimes/suite/java"))) {
      for (var file : files.filter(f -> f.toString().endsWith("IT.java")).toList()) {
        named
            .matcher(Files.readString(file))
            .results()
            .map(r -> r.group(1) == null ? r.group(2) : r.group(1))
            .filter(text -> !text.contains("application/json"))
            .forEach(behaviours::add);
      }
    }
    assertThat(rows("runtimes").stream().map(row -> row.split(" \\| ")[0].substring(2)))
        .containsExactlyElementsOf(behaviours);
  }

  @Test
  void namesNoKeyThatDoesNotExist() throws IOException {
    var named =
        Pattern.compile("(?<![.\\w])(?:auditlogged|workos)\\.[a-z-]+(?:\\.[a-z-]+)*")
            .matcher(readme());
    var known = Stream.of(Key.values()).map(Key::key).toList();
    assertThat(named.results().map(r -> r.group()))
        .allMatch(k -> known.contains(k) || isOfRoutes(k) || isNoKey(k));
  }

  /** The site, the lock file, and what is said to the compiler. */
  private static boolean isNoKey(String name) {
    return List.of("workos.com", "auditlogged.lock", "auditlogged.coverage").contains(name);
  }

  @Test
  void linksToNoFileThatIsMissing() throws IOException {
    var links = Pattern.compile("\\]\\((?!https?:)([^)]+)\\)").matcher(readme());
    assertThat(links.results().map(r -> Path.of(r.group(1)))).isNotEmpty().allMatch(Files::exists);
  }

  @Test
  void namesTheCommandsThatContinuousIntegrationRuns() throws IOException {
    assertThat(Files.readString(Path.of(".ci/run"))).containsPattern("(?m)^exec mvn ");
    assertThat(readme()).containsPattern("(?m)^mvn +#");
  }

  /** One of a route's, or how they begin. */
  private static boolean isOfRoutes(String key) {
    return RouteKey.of(key).isPresent() || RouteKey.PREFIX.equals(key + ".");
  }

  /** A row for each {@link Recorded}; not initialised, for that would start receivers. */
  private static List<String> recorded() throws IOException {
    var folder = Path.of("target", "test-classes", "org", "auditlogged", "it");
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("IT.class"))
          .flatMap(name -> rows(load("org.auditlogged.it." + name.replace(".class", ""))))
          .toList();
    }
  }

  private static Stream<String> rows(Class<?> test) {
    return Stream.of(test.getDeclaredMethods())
        .flatMap(method -> Stream.of(method.getAnnotationsByType(Recorded.class)))
        .map(
            row ->
                "| %s | %s | [%s](src/test/java/%s.java) |"
                    .formatted(
                        row.call(),
                        row.event(),
                        test.getSimpleName(),
                        test.getName().replace('.', '/')));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ReadmeTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rows(String table) throws IOException {
    var text = readme();
    var from = text.indexOf("<!-- " + table + " -->");
    var to = text.indexOf("<!-- /" + table + " -->");
    return text.substring(from, to).lines().filter(l -> l.startsWith("|")).skip(2).toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
