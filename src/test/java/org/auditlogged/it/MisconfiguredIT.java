// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MisconfiguredIT {
  private static final FakeWorkOs WORKOS = FakeWorkOs.start();

  private static final String OUTBOX = Deployments.newFolder().toString();

  @ArquillianResource private Deployer deployer;

  @Deployment(name = "annotations", managed = false, testable = false)
  static WebArchive annotations() {
    return Deployments.war(WORKOS, Map.of(), WrongAnnotations.class);
  }

  @Deployment(name = "configuration", managed = false, testable = false)
  static WebArchive configuration() {
    return Deployments.war(
        WORKOS,
        Map.of(
            "auditlogged.delivery.rate", "fast",
            "auditlogged.outbox.sync", "sometimes",
            "auditlogged.routes.admin.mtch", "* /admin/**",
            "auditlogged.routes.admin.action", "admin.called",
            "auditlogged.routes.admin.metadata.name", "#{bodi.name}"),
        AuditedResource.class);
  }

  @Deployment(name = "half written lock", managed = false, testable = false)
  static WebArchive halfWrittenLock() {
    return Deployments.war(WORKOS, Map.of(), AuditedResource.class)
        .addAsResource(new StringAsset("{\"auditlogged.lock\": 1, \"act"), "auditlogged.lock");
  }

  @Deployment(name = "lock of others", managed = false, testable = false)
  static WebArchive lockOfOthers() {
    var lock =
        "{\"auditlogged.lock\": 1, \"actions\": {\"other.read\":"
            + " {\"version\": 7, \"fingerprint\": \"sha256:0\"}}}";
    return Deployments.war(WORKOS, Map.of(), AuditedResource.class)
        .addAsResource(new StringAsset(lock), "auditlogged.lock");
  }

  @Deployment(name = "two resolvers", managed = false, testable = false)
  static WebArchive twoResolvers() {
    return repaired().addAsResource("org/auditlogged/it/AnotherCallerResolver.class");
  }

  @Deployment(name = "repaired", managed = false, testable = false)
  static WebArchive repaired() {
    return Deployments.war(
            WORKOS, Map.of("auditlogged.outbox.directory", OUTBOX), AuditedLookup.class)
        .addAsResource("org/auditlogged/it/OwnCallerResolver.class");
  }

  @Test
  void wrongAnnotationsFailTheDeploymentAllInOneMessage() {
    var on = "@AuditLogged on org.auditlogged.it.WrongAnnotations.";
    assertThat(deploy("annotations"))
        .contains(
            "AUDIT-002 3 values are wrong in audit annotations:\n  - ",
            "\n  - " + on + "blank(): action is blank; name it like \"invoice.deleted\"",
            "\n  - "
                + on
                + "unknown(String): type of @AuditTarget is blank; expected the kind of thing, like"
                + " \"invoice\"",
            "\n  - "
                + on
                + "unknown(String): value of @AuditMetadata \"k\" is \"${nobody.name}\", which names"
                + " nobody; expected one of [actor, exception, id, request, result]");
  }

  @Test
  void wrongSettingsFailTheDeploymentAllInOneMessage() {
    assertThat(deploy("configuration"))
        .contains(
            "AUDIT-003 unknown configuration key auditlogged.routes.admin.mtch; it has no effect; did"
                + " you mean auditlogged.routes.admin.match?",
            "AUDIT-001 4 values are wrong in the configuration:\n"
                + "  - auditlogged.outbox.sync must be full or normal, was \"sometimes\"\n"
                + "  - auditlogged.delivery.rate must be a whole number from 1 to 100000, was \"fast\"\n"
                + "  - auditlogged.routes.admin.match must be methods and a path, like"
                + " \"POST,PUT /admin/**\" or \"* /secrets/{id}\", and is not set\n"
                + "  - auditlogged.routes.admin.metadata.name must be an expression of [actor, body,"
                + " exception, request, result], and bodi is none of them, was \"#{bodi.name}\"");
  }

  @Test
  void halfWrittenLockFileFailsTheDeployment() {
    assertThat(deploy("half written lock"))
        .contains(
            "AUDIT-014 schema versions are not known: ",
            "auditlogged.lock cannot be used: it is no JSON in line 1: it ends within a text")
        .doesNotContain("AUDIT-004");
  }

  @Test
  void lockFileForOtherActionsIsTold() {
    assertThat(deploy("lock of others"))
        .contains(
            "AUDIT-015 auditlogged.lock is not what the code says; WorkOS may refuse these events:\n"
                + "  - other.read: pinned to version 7, but not in the code\n"
                + "  - thing.checked: not pinned\n"
                + "  - thing.read: not pinned",
            "AUDIT-004");
  }

  @Test
  void aStartThatFailsHalfWayLeavesNothingThatKeepsTheRepairedApplicationFromStarting() {
    assertThat(deploy("two resolvers"))
        .contains("AnotherCallerResolver")
        .doesNotContain("AUDIT-004");
    assertThat(deploy("repaired")).contains("AUDIT-004").doesNotContain("AUDIT-042");
  }

  /** What the server says to it. */
  private String deploy(String name) {
    assumeTrue(ServerLog.isInThisJvm(), "the text is read from the log of the server");
    try (var log = new ServerLog()) {
      deployer.deploy(name);
      return log.text();
    } finally {
      deployer.undeploy(name);
    }
  }
}
