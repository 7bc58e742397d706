// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      nullValues = "-",
      textBlock =
          """
          /                        ¦ /                 ¦ {}
          /secrets                 ¦ /secrets          ¦ {}
          /secrets                 ¦ /secrets/         ¦ {}
          /secrets/                ¦ /secrets          ¦ {}
          /secrets                 ¦ /secrets//        ¦ -
          /secrets                 ¦ /secretsx         ¦ -
          /secrets                 ¦ /Secrets          ¦ -
          /secrets/{id}            ¦ /secrets/7        ¦ {id=7}
          /secrets/{id}            ¦ /secrets/7/       ¦ {id=7}
          /secrets/{id}            ¦ /secrets          ¦ -
          /secrets/{id}            ¦ /secrets/7/value  ¦ -
          /secrets/{id: [0-9]+}    ¦ /secrets/42       ¦ {id=42}
          /secrets/{id: [0-9]+}    ¦ /secrets/x        ¦ -
          /s/{ id : [0-9]{2,3} }/v ¦ /s/123/v          ¦ {id=123}
          /s/{ id : [0-9]{2,3} }/v ¦ /s/1/v            ¦ -
          /s/{a: (x|y)+}/{b}       ¦ /s/xyx/7          ¦ {a=xyx, b=7}
          /f/{path: .*}            ¦ /f/a/b            ¦ {path=a/b}
          /f/{path: .*}            ¦ /f/               ¦ {path=}
          /r/{name}.{type}         ¦ /r/a.b.c          ¦ {name=a, type=b.c}
          /r/{user-id}/{a.b}       ¦ /r/1/2            ¦ {user-id=1, a.b=2}
          /a%20b/1+1               ¦ /a b/1+1          ¦ {}
          /100%                    ¦ /100%             ¦ {}
          /a.c                     ¦ /abc              ¦ -
          """)
  void variablesStandForWhatJakartaRestSays(String template, String path, String values) {
    for (var each : List.of(PathTemplate.ofResource(template), PathTemplate.ofRoute(template))) {
      assertThat(each.match(path).map(Map::toString).orElse(null)).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/*, /a, true",
    "/*, /, false",
    "/*, /a/b, false",
    "/a/*/c, /a/b/c, true",
    "/a/*/c, /a//c, false",
    "/a/*/c, /a/c, false",
    "/**, /, true",
    "/**, /a, true",
    "/**, /a/b/c, true",
    "/admin/**, /admin, true",
    "/admin/**, /admin/, true",
    "/admin/**, /admin/users/7, true",
    "/admin/**, /administrators, false",
    "/admin/**/, /admin/x, true",
    "/api/**/secrets, /api/secrets, true",
    "/api/**/secrets, /api/v1/x/secrets, true",
    "/api/**/secrets, /apisecrets, false",
    "/api/**/{id}/*, /api/v1/7/x, true",
  })
  void starsStandForSegments(String template, String path, boolean matches) {
    assertThat(PathTemplate.ofRoute(template).match(path).isPresent()).isEqualTo(matches);
  }

  @Test
  void aResourcesStarIsAStar() {
    var template = PathTemplate.ofResource("/a/**");
    assertThat(template.match("/a/**")).isPresent();
    assertThat(template.match("/a/b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          /a/{id       ¦ "{id" has no }
          /a/{}        ¦ {} has no name
          /a/{: .*}    ¦ {: .*} has no name
          /a/{id: [}   ¦ {id: [} is no regular expression: Unclosed character class
          /a*          ¦ * or ** has to be a whole segment
          /*a          ¦ * or ** has to be a whole segment
          /***         ¦ * or ** has to be a whole segment
          /{id}**      ¦ * or ** has to be a whole segment
          /**/a/**     ¦ there can be one ** only
          """)
  void whatIsNoTemplateIsSaid(String template, String why) {
    assertThatThrownBy(() -> PathTemplate.ofRoute(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @Test
  void aSlashInsideASegmentIsNoBorder() {
    var path = PathTemplate.path(List.of("files", "a/b"));
    assertThat(PathTemplate.ofRoute("/files/{id}").match(path)).contains(Map.of("id", "a/b"));
    assertThat(PathTemplate.ofRoute("/files/a/*").match(path)).isEmpty();
    assertThat(PathTemplate.path(List.of(""))).isEqualTo("/");
  }

  @Test
  void theMostLiteralComesFirst() {
    var templates =
        List.of("/{a}", "/a/{b: .+}/{c}", "/a/{b}/{c}", "/a/{b}", "/a/b", "/b/a").stream()
            .map(PathTemplate::ofResource)
            .sorted(PathTemplate.MOST_LITERAL);
    assertThat(templates.map(PathTemplate::toString))
        .containsExactly("/a/{b: .+}/{c}", "/a/{b}/{c}", "/a/b", "/b/a", "/a/{b}", "/{a}");
  }

  @Test
  @Timeout(10)
  void aLongPathTakesNoLongTime() {
    var path = "/a".repeat(50_000) + "/x";
    assertThat(PathTemplate.ofRoute("/a/**/a/*/{id}/b").match(path)).isEmpty();
    assertThat(PathTemplate.ofRoute("/**").match(path)).isPresent();
  }

  @Property
  void starsAreWhatANaiveWalkOverTheSegmentsSays(
      @ForAll("templates") List<String> template, @ForAll("paths") List<String> path) {
    assertThat(
            PathTemplate.ofRoute("/" + String.join("/", template))
                .match(PathTemplate.path(path))
                .isPresent())
        .as("/%s on %s", String.join("/", template), path)
        .isEqualTo(naive(template, path));
  }

  @Provide
  Arbitrary<List<String>> templates() {
    return Arbitraries.of("a", "b", "*", "**", "{v}")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .filter(t -> t.stream().filter("**"::equals).count() <= 1);
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(6);
  }

  private static boolean naive(List<String> template, List<String> path) {
    if (template.isEmpty()) {
      return path.isEmpty();
    }
    var first = template.get(0);
    var rest = template.subList(1, template.size());
    if (first.equals("**")) {
      return naive(rest, path) || !path.isEmpty() && naive(template, path.subList(1, path.size()));
    }
    return !path.isEmpty()
        && (first.equals("*") || first.equals("{v}") || first.equals(path.get(0)))
        && naive(rest, path.subList(1, path.size()));
  }
}
