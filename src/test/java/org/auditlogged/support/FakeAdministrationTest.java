// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receiver is as strict as WorkOS's document, and answers as it says. */
class FakeAdministrationTest {
  private static final String EXPORT =
      "{'organization_id':'o','range_start':'2026-01-01T00:00:00Z','range_end':'2026-01-02T00:00:00Z'}";

  private final FakeWorkOs unit = FakeWorkOs.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    unit.close();
  }

  private HttpResponse<String> send(String call, String body) throws Exception {
    var parts = call.split(" ");
    var request =
        HttpRequest.newBuilder(unit.uri().resolve(parts[1]))
            .header("Authorization", "Bearer sk_x")
            .method(parts[0], BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST /audit_logs/actions/a.b/schemas | {'targets':[]} | 422",
        "POST /audit_logs/actions/a.b/schemas | {'targets':[{'type':''}]} | 422",
        "POST /audit_logs/actions/a.b/schemas | {'targets':[{'type':'a','metadata':null}]} | 422",
        "POST /audit_logs/actions/a.b/schemas | {'targets':[{'type':'a'}],'actor':{}} | 422",
        "POST /audit_logs/actions/a.b/schemas | {'targets':[{'type':'a'}],'version':1} | 422",
        "POST /audit_logs/actions/a.b/schemas | not json | 422",
        "POST /audit_logs/exports | {'organization_id':'o'} | 400",
        "POST /audit_logs/exports | {'organization_id':'o','range_start':'x','range_end':'y'} | 400",
        "PUT /organizations/o/audit_logs_retention | {'retention_period_in_days':31} | 422",
        "POST /portal/generate_link | {'organization':'o','intent':'audit'} | 422",
        "GET /audit_logs/actions/no.such/schemas | ~~ | 404",
        "GET /audit_logs/actions?limit=101 | ~~ | 422",
        "GET /audit_logs/exports/export_1 | ~~ | 404",
        "GET /portal/generate_link | ~~ | 404",
        "GET /storage/1.csv | ~~ | 400",
      })
  void anythingLessIsRefused(String call, String body, int status) throws Exception {
    assertThat(send(call, body).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST /audit_logs/actions/a.b/schemas | {'targets':[{'type':'a'}]} | AuditLogSchemaJson",
        "GET /audit_logs/actions/c.d/schemas | ~~ | Schemas",
        "GET /audit_logs/actions | ~~ | Actions",
        "POST /audit_logs/exports | " + EXPORT + " | AuditLogExportJson",
        "GET /audit_logs/exports/export_1 | ~~ | AuditLogExportJson",
        "GET /organizations/o/audit_logs_retention | ~~ | AuditLogsRetentionJson",
        "PUT /organizations/o/audit_logs_retention | {'retention_period_in_days':30} | AuditLogsRetentionJson",
        "POST /portal/generate_link | {'organization':'o','intent':'audit_logs'} | PortalLinkResponse",
      })
  void answersAreThoseOfTheDocument(String call, String body, String schema) throws Exception {
    send("POST /audit_logs/actions/c.d/schemas", "{'targets':[{'type':'a','metadata':{}}]}");
    send("POST /audit_logs/exports", EXPORT);
    var answer = send(call, body);
    assertThat(answer.statusCode()).isBetween(200, 201);
    assertThat(AdministrationSchema.problems(schema, answer.body())).isEmpty();
  }

  @Test
  void wrongKeyIsRefused() throws Exception {
    unit.key("sk_other");
    assertThat(send("GET /audit_logs/actions", "").statusCode()).isEqualTo(401);
  }
}
