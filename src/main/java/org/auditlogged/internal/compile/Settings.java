// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.capture.SecretNames;

/**
 * What the application's configuration file says, as far as it matters here; build tools have put
 * it beside the classes before they compile. What the environment or a system property will say is
 * not known yet.
 *
 * @param automatic which automatic metadata events get
 * @param secrets what is secret
 */
record Settings(Set<String> automatic, Secrets secrets) {
  private static final String FILE = "META-INF/microprofile-config.properties";

  static Settings read(Filer filer) {
    var properties = new Properties();
    try (var in = filer.getResource(StandardLocation.CLASS_OUTPUT, "", FILE).openInputStream()) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      // none is there: the defaults count
      properties.clear();
    }
    var automatic =
        new LinkedHashSet<>(
            list(properties.getProperty("auditlogged.metadata"), AuditConfig.AUTOMATIC));
    automatic.retainAll(AuditConfig.AUTOMATIC);
    var names = list(properties.getProperty("auditlogged.redact"), AuditConfig.SECRETS);
    return new Settings(automatic, new Secrets(new SecretNames(names)));
  }

  private static Collection<String> list(String text, Collection<String> otherwise) {
    // what stands for something else is known only at run time
    if (text == null || text.contains("${")) {
      return otherwise;
    }
    return text.isBlank() || text.strip().equalsIgnoreCase("none")
        ? Set.of()
        : Stream.of(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }
}
