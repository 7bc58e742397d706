// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Serves a WAR on Payara Embedded. Arguments: the WAR, the port. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var properties = new GlassFishProperties();
    properties.setPort("http-listener", Integer.parseInt(args[1]));
    var server = GlassFishRuntime.bootstrap().newGlassFish(properties);
    server.start();
    if (server.getDeployer().deploy(new File(args[0]), "--contextroot=/app") == null) {
      System.exit(1);
    }
    Thread.currentThread().join();
  }
}
