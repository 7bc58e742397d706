// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auditlogged.support.FakeWorkOs;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Applications as a user would package them: the built jar, what it needs, a few classes and their
 * configuration.
 */
final class Deployments {
  static final String KEY = "sk_test_of_the_integration_tests";
  static final String ORGANIZATION = "org_01EHZNVPK3SFK441A1RGBFSHRT";

  // the classes of the test are on the server's own class path as well, see the pom
  private static final String OWN_CLASSES_FIRST =
      "<glassfish-web-app><class-loader delegate=\"false\"/></glassfish-web-app>";

  private Deployments() {}

  /** An application that sends to the given receiver. */
  static WebArchive war(FakeWorkOs workos, Map<String, String> settings, Class<?>... classes) {
    var all = new TreeMap<String, String>();
    all.put("workos.api-key", KEY);
    all.put("workos.organization-id", ORGANIZATION);
    all.put("workos/mp-rest/url", workos.uri().toString());
    all.put("auditlogged.application", "it");
    all.put("auditlogged.outbox.directory", newFolder().toString());
    all.put("auditlogged.delivery.retry-initial", "PT0.05S");
    all.put("auditlogged.delivery.retry-maximum", "PT0.2S");
    all.putAll(settings);
    all.values().removeIf("(absent)"::equals);
    var text =
        all.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("\n"));
    return ShrinkWrap.create(WebArchive.class, "it-" + UUID.randomUUID() + ".war")
        .addClasses(classes)
        .addClasses(Root.class, Waiting.class)
        .addAsLibraries(new File(System.getProperty("lib.jar")))
        .addAsLibraries(new File(System.getProperty("it.libs")).listFiles())
        .addAsResource(new StringAsset(text), "META-INF/microprofile-config.properties")
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsWebInfResource(new StringAsset(OWN_CLASSES_FIRST), "glassfish-web.xml");
  }

  static Path newFolder() {
    return Path.of("target", "it-outbox", UUID.randomUUID().toString()).toAbsolutePath();
  }
}
