// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.auditlogged.runtimes.shop.Database;
import org.auditlogged.runtimes.shop.Shop;
import org.auditlogged.runtimes.shop.ShopResource;
import org.auditlogged.runtimes.shop.Till;
import org.h2.jdbcx.JdbcDataSource;

/** The application with a database of its own, which outlives its process. Stateless. */
final class Shops {
  private Shops() {}

  /** Laid out, and not started. */
  static Application prepared(String name) {
    var beans =
        new ArrayList<Class<?>>(
            List.of(Database.class, Shop.class, Till.class, ShopResource.class));
    beans.addAll(Server.current().beans());
    try {
      var driver = JdbcDataSource.class.getProtectionDomain().getCodeSource().getLocation();
      return Application.prepared(name, Jars.of("shop.jar", beans), Path.of(driver.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
