// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import java.io.File;
import java.net.URISyntaxException;
import org.auditlogged.support.Postgres;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.postgresql.xa.PGXADataSource;

/** The data sources of an application that has its data in PostgreSQL. */
final class DataSources {
  /** Takes part in transactions, by two phases if need be. */
  static final String XA = "java:app/jdbc/xa";

  /** Takes part in transactions, with a driver class that knows nothing of them. */
  static final String LOCAL = "java:app/jdbc/local";

  /** Takes part in none. */
  static final String ALONE = "java:app/jdbc/alone";

  private DataSources() {}

  /** Adds all of them, and the driver that they need. */
  static WebArchive add(WebArchive war, Postgres database) {
    var all =
        source(XA, "org.postgresql.xa.PGXADataSource", true, database)
            + source(LOCAL, "org.postgresql.ds.PGSimpleDataSource", true, database)
            + source(ALONE, "org.postgresql.ds.PGSimpleDataSource", false, database);
    return war.addAsLibraries(driver())
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                %s</web-app>
                """
                    .formatted(all)));
  }

  private static String source(
      String name, String driver, boolean isTransactional, Postgres database) {
    return """
      <data-source>
        <name>%s</name>
        <class-name>%s</class-name>
        <server-name>%s</server-name>
        <port-number>%d</port-number>
        <database-name>%s</database-name>
        <user>%s</user>
        <password>none</password>
        <transactional>%s</transactional>
      </data-source>
    """
        .formatted(
            name,
            driver,
            Postgres.host(),
            Postgres.port(),
            database.name(),
            Postgres.user(),
            isTransactional);
  }

  private static File driver() {
    try {
      var source = PGXADataSource.class.getProtectionDomain().getCodeSource();
      return new File(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
