// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import org.apache.tomee.embedded.Configuration;
import org.apache.tomee.embedded.Container;

/** Serves a WAR on TomEE. Arguments: the WAR, the port, a folder for the server. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    var configuration = new Configuration();
    configuration.setHttpPort(Integer.parseInt(args[1]));
    configuration.setStopPort(-1);
    configuration.setDir(args[2]);
    // else whatever lies there is gone after the next start, the outbox too
    configuration.setDeleteBaseOnStartup(false);
    var container = new Container();
    container.setup(configuration);
    container.start();
    container.deploy("app", new File(args[0]));
    Thread.currentThread().join();
  }
}
