// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditlogged.internal.outbox.SqlOutbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;

/** A server that gives each deployment a class loader of its own, and drops it with that. */
class RedeployTest {
  private static final int REDEPLOYS = 25;

  @TempDir Path directory;

  /** A deployed application's: the library, the driver and the application's own classes. */
  private static final class Deployment extends URLClassLoader {
    Deployment() {
      super(
          new URL[] {
            location(SqlOutbox.class),
            location(RedeployTest.class),
            location(SQLiteJDBCLoader.class)
          },
          RedeployTest.class.getClassLoader());
    }

    private static URL location(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.auditlogged.") && !name.startsWith("org.sqlite.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        var loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  @Test
  @Timeout(120)
  void noDeploymentsClassLoaderIsLeftBehind() throws Exception {
    var deployments = new ArrayList<WeakReference<ClassLoader>>();
    for (int number = 1; number <= REDEPLOYS; number++) {
      deployments.add(deployAndUndeploy(number));
    }

    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (left(deployments) > 0 && System.nanoTime() < deadline) {
      System.gc();
      // class loaders go in a collection of their own, after what they loaded is unreachable
      fill();
    }

    assertThat(left(deployments)).as("class loaders that are still there").isZero();
    try (var copies = Files.newDirectoryStream(directory, "sqlite-*sqlitejdbc.*")) {
      // the last one, and its lock
      assertThat(copies).hasSizeLessThanOrEqualTo(2);
    }
  }

  /** In a method of its own, so that no local of the test's keeps the class loader. */
  private WeakReference<ClassLoader> deployAndUndeploy(int number) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var deployment = new Deployment()) {
      thread.setContextClassLoader(deployment);
      var type = deployment.loadClass(DeployedOutbox.class.getName());
      assertThat(type.getClassLoader()).isSameAs(deployment);
      @SuppressWarnings("unchecked")
      var application =
          (Callable<List<Object>>) type.getConstructor(Path.class).newInstance(directory);
      // delivered, left waiting
      assertThat(application.call()).as("deployment %d", number).containsExactly(1L, 0L);
      return new WeakReference<>(deployment);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static long left(List<WeakReference<ClassLoader>> deployments) {
    return deployments.stream().filter(deployment -> deployment.get() != null).count();
  }

  private static void fill() {
    var garbage = new ArrayList<byte[]>();
    for (int i = 0; i < 8; i++) {
      garbage.add(new byte[1 << 20]);
    }
    assertThat(garbage).hasSize(8);
  }
}
