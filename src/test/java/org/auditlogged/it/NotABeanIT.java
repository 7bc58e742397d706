// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.auditlogged.support.Recorded;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NotABeanIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start().key(Deployments.KEY);

  private static final String OF_NOBODY = NotABeanResource.OfNobody.class.getName();
  private static final WebArchive WRONG = Deployments.war(WORKOS, Map.of(), MistakenResource.class);

  private static final String MISTAKEN = MistakenResource.class.getName();

  @ArquillianResource private Deployer deployer;

  @ArquillianResource
  @OperateOnDeployment("application")
  private URL url;

  private Client client;

  @Deployment(name = "application", testable = false)
  static WebArchive application() {
    return Deployments.war(
        WORKOS,
        Map.of(),
        NotABeanResource.class,
        NotABeanResource.OfNobody.class,
        NotABeanResource.Single.class,
        NotABeanResource.Objects.class,
        NotABeanResource.Gate.class);
  }

  @Deployment(name = "mistaken", managed = false, testable = false)
  static WebArchive mistaken() {
    return WRONG;
  }

  @BeforeEach
  void isDeployed() {
    client = new Client(url, WORKOS);
  }

  @Test
  @Recorded(call = "a resource whose class is no CDI bean", event = "with what the request gives")
  void aResourceWithoutAScopeIsRecordedAllTheSame() {
    assertThat(client.get("not-a-bean/7").body()).isEqualTo("value of 7");

    client.sees(
        """
        {'action': 'thing.read', 'actor': {'type': 'anonymous', 'id': 'anonymous'},
         'targets': [{'type': 'thing', 'id': '7'}],
         'metadata': {'result': 'value of 7', 'outcome': 'success', 'http_method': 'GET',
                      'http_route': '/not-a-bean/{id}', 'http_status': 200}}""");
  }

  @Test
  void aCallThatCdiDoesNotSeeIsRecordedWithWhatTheRequestGivesAndNamedOnce() {
    try (var log = new ServerLog()) {
      assertThat(client.get("vetoed/7").body()).isEqualTo("value of 7");
      assertThat(client.get("vetoed/8").body()).isEqualTo("value of 8");
      assertThat(client.get("objects/single/9").body()).isEqualTo("value of 9");

      assertThat(client.events())
          .map(e -> e.getJsonObject("event"))
          .extracting(e -> e.getString("action") + e.getJsonArray("targets"))
          .containsExactlyInAnyOrder(
              "thing.seen[{\"type\":\"thing\",\"id\":\"7\"}]",
              "thing.seen[{\"type\":\"thing\",\"id\":\"8\"}]",
              "thing.single[{\"type\":\"thing\",\"id\":\"9\"}]");
      if (ServerLog.isInThisJvm()) {
        assertThat(log.count("AUDIT-066 " + OF_NOBODY + ".read(String) was called without CDI"))
            .isEqualTo(1);
        assertThat(log.count("AUDIT-066")).isEqualTo(2);
      }
    }
  }

  @Test
  void aCallThatWasRefusedIsNotNamed() {
    try (var log = new ServerLog()) {
      assertThat(client.call("DELETE", "vetoed/7", null).statusCode()).isEqualTo(403);

      assertThat(client.event().getJsonObject("metadata").getString("outcome")).isEqualTo("denied");
      assertThat(log.count("AUDIT-066")).isZero();
    }
  }

  @Test
  void aResourceWithoutAScopeIsInterceptedHereAndNotNamed() {
    try (var log = new ServerLog()) {
      client.get("not-a-bean/7");

      assertThat(client.event().getJsonObject("metadata").getString("result"))
          .isEqualTo("value of 7");
      assertThat(log.count("AUDIT-066")).isZero();
    }
  }

  @Test
  void allThatTheServerServesIsToldOnceItsAnnotationsWhenItIsDeployed()
      throws MalformedURLException {
    assumeTrue(ServerLog.isInThisJvm(), "the text is read from the log of the server");
    try (var log = new ServerLog()) {
      deployer.deploy("mistaken");
      var deployed = log.text();
      assertThat(deployed)
          .contains("AUDIT-004 AuditLogged audits 0 methods")
          .contains(
              "AUDIT-067 "
                  + MISTAKEN
                  + "$Factory.thing produces what is audited: "
                  + MISTAKEN
                  + "$Thing.")
          .contains(
              "AUDIT-002 2 values are left out, being wrong in audit annotations:\n  - ",
              MISTAKEN + ".delete(): action is blank",
              MISTAKEN + ".read(): value of @AuditMetadata \"k\" is \"${nobody}\"");
      var path = "/" + WRONG.getName().replace(".war", "/");
      var guest = new Client(new URL(url, path), WORKOS);
      assertThat(guest.get("mistaken").body()).isEqualTo("read");
      assertThat(guest.get("mistaken").body()).isEqualTo("read");

      assertThat(guest.events()).hasSize(2);
      assertThat(log.count("AUDIT-008 AuditLogged audits 2 methods more: of REST")).isEqualTo(1);
      assertThat(log.count("AUDIT-002")).isEqualTo(1);
    } finally {
      deployer.undeploy("mistaken");
    }
  }
}
