// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The business rows of an application. Not audited. */
@ApplicationScoped
public class OwnDatabaseThings {
  @Inject
  @ConfigProperty(name = "business.data-source")
  String source;

  public void insert(String id) {
    execute("INSERT INTO thing VALUES ('" + id + "')");
  }

  /** A part of nothing, about which the database complains when that is to be committed. */
  public void insertDangling(String id) {
    insert(id);
    execute("INSERT INTO part VALUES ('" + id + "-part', '" + id + "-missing')");
  }

  /** How many events wait that the transaction of this thread can see. */
  public int events() {
    try (var connection = InitialContext.<DataSource>doLookup(source).getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM auditlogged_entry")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException | NamingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (var connection = InitialContext.<DataSource>doLookup(source).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException | NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
