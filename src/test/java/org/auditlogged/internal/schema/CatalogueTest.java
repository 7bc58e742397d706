// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.auditlogged.internal.schema.JsonType.NUMBER;
import static org.auditlogged.internal.schema.JsonType.STRING;
import static org.auditlogged.internal.schema.Schemas.call;
import static org.auditlogged.internal.schema.Schemas.code;
import static org.auditlogged.internal.schema.Schemas.fields;
import static org.auditlogged.internal.schema.Schemas.schema;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Declaration read = call(schema("secret.read", "secret", fields()), "read()");
  private final Declaration report =
      code(schema("report.generated", "report", fields("pages", NUMBER)), "Jobs");

  @Test
  void capturedEventsHaveTheAutomaticMetadataOfTheConfiguration() {
    var catalogue = Catalogue.of(List.of(read), Set.of("event_id", "http_status"));
    assertThat(catalogue.schemas().get("secret.read").metadata())
        .isEqualTo(fields("event_id", STRING, "http_status", NUMBER, "truncated", STRING));
    assertThat(catalogue.with(Set.of()).schemas().get("secret.read").metadata())
        .isEqualTo(fields("truncated", STRING));
  }

  @Test
  void eventsThatCodeBuildsHaveNone() {
    var catalogue = Catalogue.of(List.of(report), Set.of("event_id", "http_status"));
    assertThat(catalogue.schemas().get("report.generated").metadata())
        .isEqualTo(fields("pages", NUMBER, "truncated", STRING));
  }

  @Test
  void anActorMayHaveAnImpersonator() {
    assertThat(Catalogue.of(List.of(read), Set.of()).schemas().get("secret.read").actor())
        .isEqualTo(fields("impersonator", STRING));
  }

  @Test
  void ownMetadataWinOverAutomaticOnes() {
    var own = call(schema("a.b", "a", fields("outcome", NUMBER)), "b()");
    assertThat(Catalogue.of(List.of(own), Set.of("outcome")).schemas().get("a.b").metadata())
        .containsEntry("outcome", NUMBER);
  }

  @Test
  void codeAddsToWhatCallsDeclare() {
    var more = code(schema("secret.read", "team", fields("reason", STRING)), "Jobs");
    var catalogue = Catalogue.of(List.of(more, read), Set.of());
    var both = catalogue.schemas().get("secret.read");
    assertThat(both.targets().keySet()).containsExactly("secret", "team");
    assertThat(both.metadata()).containsKey("reason");
    assertThat(catalogue.contradictions()).isEmpty();
  }

  @Test
  void oneActionInTwoShapesIsAContradiction() {
    var other = call(schema("secret.read", "vault", fields()), "open()");
    var catalogue = Catalogue.of(List.of(read, other), Set.of());
    assertThat(catalogue.contradictions())
        .containsExactly(
            "secret.read is declared by read() as {\"targets\":[{\"type\":\"secret\"}]} and by"
                + " open() as {\"targets\":[{\"type\":\"vault\"}]}");
    assertThat(catalogue.schemas().get("secret.read").targets().keySet())
        .containsExactly("secret", "vault");
  }

  @Test
  void sameShapeTwiceIsNone() {
    var other = call(schema("secret.read", "secret", fields()), "open()");
    assertThat(Catalogue.of(List.of(read, other, read), Set.of()).contradictions()).isEmpty();
  }

  @Test
  void oneNameOfTwoTypesIsAContradictionWhoeverDeclaresIt() {
    var number = call(schema("a.b", "a", fields("n", NUMBER)), "b()");
    var text = code(schema("a.b", "a", fields("n", STRING)), "Jobs");
    assertThat(Catalogue.of(List.of(number, text), Set.of()).contradictions()).hasSize(1);
  }

  @Test
  void orderLeavesNoTrace() {
    var automatic = Set.of("event_id", "outcome");
    assertThat(Catalogue.of(List.of(read, report), automatic).json())
        .isEqualTo(Catalogue.of(List.of(report, read, report), automatic).json());
  }

  @Test
  void whatIsWrittenIsRead() {
    var catalogue =
        Catalogue.of(List.of(read, report, call(ActionSchema.of("a.b"), "b()")), Set.of("outcome"));
    var again = Catalogue.read(catalogue.json());
    assertThat(again.json()).isEqualTo(catalogue.json());
    assertThat(again.schemas()).isEqualTo(catalogue.schemas());
    assertThat(again.declarations()).isEqualTo(catalogue.declarations());
  }

  @Test
  void fileHasTheWholeSchemaOfEachAction() {
    var action =
        Json.map(
            Json.list(
                    Json.object(Catalogue.of(List.of(read), Set.of("outcome")).json())
                        .get("actions"))
                .get(0));
    assertThat(action).containsEntry("action", "secret.read");
    assertThat(Json.write(action.get("schema"))).contains("\"outcome\":{\"type\":\"string\"}");
  }

  @Test
  void twoJarsHaveOneCatalogue() {
    var both =
        Catalogue.of(List.of(read), Set.of("outcome")).and(Catalogue.of(List.of(report), Set.of()));
    assertThat(both.schemas().keySet()).containsExactly("report.generated", "secret.read");
    assertThat(both.automatic()).containsExactly("outcome");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"auditlogged":2}                               | its format is 2; this version knows 1
          {}                                              | its format is null; this version knows 1
          {"auditlogged":1,"actions":[{"declared":[{}]}]} | action is null; expected a text
          {"auditlogged":1,"actions":[{"action":"a","declared":[{"by":"me"}]}]} | nothing declares by "me"
          """)
  void saysWhatIsWrongWithAFile(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.read(json))
        .withMessage(message);
  }

  @Test
  void unknownTypesAreNotTaken() {
    var wrong = Catalogue.of(List.of(report), Set.of()).json().replace("number", "integer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.read(wrong))
        .withMessage("the type of pages is integer");
  }
}
