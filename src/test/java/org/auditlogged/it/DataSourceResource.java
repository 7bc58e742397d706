// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Inserts rows through a data source wherever a server lets it. Answers with what connections say
 * of {@code getAutoCommit()} there, or with what is thrown instead.
 */
@RequestScoped
@Path("sources/{source}")
public class DataSourceResource {
  private static final Map<String, String> NAMES =
      Map.of(
          "xa", "java:app/jdbc/xa",
          "local", "java:app/jdbc/local",
          "alone", "java:app/jdbc/alone",
          "default", "java:comp/DefaultDataSource");

  @Inject UserTransaction transaction;
  @Resource TransactionSynchronizationRegistry registry;

  private DataSource source;
  private String id;
  private String said;

  @POST
  @Path("{what}")
  public String use(
      @PathParam("source") String name, @PathParam("what") String what, @QueryParam("id") String id)
      throws Exception {
    source = find(name);
    this.id = id;
    execute("CREATE TABLE IF NOT EXISTS thing (id varchar(80) PRIMARY KEY)");
    switch (what) {
      case "none" -> said = insert("");
      case "commit" -> within(() -> said = insert(""), true);
      case "rollback" -> within(() -> said = insert(""), false);
      case "before" -> within(this::insertBeforeTheEnd, true);
      case "beforeAfterOthers" ->
          within(
              () -> {
                insert("-other");
                insertBeforeTheEnd();
              },
              true);
      case "ownThread" -> onOwnThread();
      case "ownThreadWithin" -> within(this::onOwnThread, false);
      case "ownThreadAfterCommit" -> within(() -> afterTheEnd(this::onOwnThread), true);
      case "ownThreadAfterRollback" -> within(() -> afterTheEnd(this::onOwnThread), false);
      case "hereAfterCommit" -> within(() -> afterTheEnd(() -> said = insert("")), true);
      case "savepoint" -> within(this::failAfterSavepoint, true);
      default -> throw new IllegalArgumentException(what);
    }
    return said;
  }

  /** The ends of the ids of all rows whose ids begin so. */
  @GET
  public String rows(@PathParam("source") String name, @QueryParam("id") String id)
      throws Exception {
    var all = new ArrayList<String>();
    try (var connection = find(name).getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT id FROM thing WHERE id LIKE '" + id + "%' ORDER BY id")) {
      while (rows.next()) {
        all.add("row" + rows.getString(1).substring(id.length()));
      }
    }
    return String.join(" ", all);
  }

  private static DataSource find(String name) throws NamingException {
    return InitialContext.doLookup(NAMES.get(name));
  }

  private interface Work {
    void run() throws Exception;
  }

  private void within(Work work, boolean isToCommit) throws Exception {
    transaction.begin();
    try {
      work.run();
      if (isToCommit) {
        transaction.commit();
      }
    } finally {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }

  private void insertBeforeTheEnd() {
    registry.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            said = insert("");
          }

          @Override
          public void afterCompletion(int status) {}
        });
  }

  private void afterTheEnd(Runnable work) {
    registry.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            work.run();
          }
        });
  }

  private void onOwnThread() {
    var done = new CompletableFuture<String>();
    // without a context: no class loader, no thread-locals of the thread that starts it
    var thread = new Thread(null, () -> done.complete(insert("")), "own", 0, false);
    thread.setContextClassLoader(null);
    thread.start();
    said = done.join();
  }

  private void failAfterSavepoint() throws SQLException {
    insert("");
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      said = "" + connection.getAutoCommit();
      statement.execute("SAVEPOINT here");
      try {
        statement.execute("INSERT INTO thing VALUES ('" + id + "')");
        said = "inserted twice";
      } catch (SQLException e) {
        statement.execute("ROLLBACK TO SAVEPOINT here");
      }
      statement.execute("SAVEPOINT there");
      statement.execute("INSERT INTO thing VALUES ('" + id + "-released')");
      statement.execute("RELEASE SAVEPOINT there");
    }
    insert("-other");
  }

  private void execute(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String insert(String end) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      boolean commits = connection.getAutoCommit();
      statement.execute("INSERT INTO thing VALUES ('" + id + end + "')");
      return "" + commits;
    } catch (SQLException | RuntimeException e) {
      return e.toString();
    }
  }
}
