// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import org.auditlogged.support.Postgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The outbox takes part in no transaction; the outcome is that of the application's rows. */
class OwnDatabaseAloneIT extends OwnDatabaseContract {
  private static final Postgres DATABASE = newDatabase();

  @Deployment(testable = false)
  static WebArchive application() {
    return application(DATABASE, DataSources.LOCAL, DataSources.ALONE);
  }

  @Override
  int within() {
    return 0;
  }

  @Override
  Postgres database() {
    return DATABASE;
  }
}
