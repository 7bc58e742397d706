// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample as it was built. */
final class SampleWar {
  private SampleWar() {}

  static WebArchive built() {
    return ShrinkWrap.createFromZipFile(
        WebArchive.class, new File(System.getProperty("sample.war")));
  }
}
