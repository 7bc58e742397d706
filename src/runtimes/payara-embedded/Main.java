// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Serves a WAR on Payara Embedded. Arguments: the WAR, the port. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var properties = new GlassFishProperties();
    properties.setPort("http-listener", Integer.parseInt(args[1]));
    // there whether they are wanted or not
    properties.setPort("https-listener", free());
    properties.setPort("admin-listener", free());
    try {
      var server = GlassFishRuntime.bootstrap().newGlassFish(properties);
      server.start();
      if (server.getDeployer().deploy(new File(args[0]), "--contextroot=/app") == null) {
        System.exit(1);
      }
    } catch (Throwable e) {
      e.printStackTrace();
      // its threads would keep the process
      System.exit(1);
    }
    Thread.currentThread().join();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
