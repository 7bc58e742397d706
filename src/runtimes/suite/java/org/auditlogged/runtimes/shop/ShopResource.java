// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.shop;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;

/** Changes the database, and says what is in it. Not audited itself. */
@RequestScoped
@Path("shop")
@Produces(MediaType.TEXT_PLAIN)
@DataSourceDefinition(
    name = "java:app/jdbc/shop",
    className = "org.h2.jdbcx.JdbcDataSource",
    url = "jdbc:h2:./shop;WRITE_DELAY=0",
    user = "sa",
    password = "sa")
public class ShopResource {
  @Inject Till till;
  @Inject Shop shop;
  @Inject Database database;

  @POST
  @Path("open")
  public String open() throws SQLException {
    database.execute("CREATE TABLE IF NOT EXISTS orders (id varchar(40) PRIMARY KEY)", null);
    return "open";
  }

  /** In the transaction of the service only. */
  @POST
  @Path("place/{id}")
  public String place(@PathParam("id") String id) throws SQLException {
    shop.place(id);
    return "placed";
  }

  @POST
  @Path("sell/{id}")
  public String sell(@PathParam("id") String id) throws Exception {
    return till.sell(id);
  }

  @POST
  @Path("regret/{id}")
  public String regret(@PathParam("id") String id) throws SQLException {
    try {
      till.regret(id);
      return "sold";
    } catch (IllegalStateException e) {
      return "regretted";
    }
  }

  @GET
  @Path("orders")
  public String orders() throws SQLException {
    return database.count("SELECT count(*) FROM orders") + " orders";
  }

  /** What was delivered from the tables of the outbox. */
  @GET
  @Path("delivered")
  public String delivered() throws SQLException {
    return database.count("SELECT delivered FROM auditlogged_ledger") + " delivered";
  }
}
