// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Writes one line for each behaviour that was seen on a runtime: the behaviour, {@code yes} or the
 * reason why not, and the hash of the jar it was seen with. One that is expected to be missing and
 * is there fails its test.
 */
final class Results implements InvocationInterceptor {
  /** Whether this run has written anything yet; what another run saw does not count. */
  private static boolean isBegun;

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    var behaviour = test.getExecutable().getAnnotation(Behaviour.class).value();
    var limit = Limits.of(Server.name(), behaviour);
    if (limit.isEmpty()) {
      try {
        invocation.proceed();
      } catch (Throwable e) {
        write(behaviour, "FAILED");
        throw e;
      }
      write(behaviour, "yes");
      return;
    }
    try {
      invocation.proceed();
    } catch (AssertionError | org.awaitility.core.ConditionTimeoutException e) {
      write(behaviour, limit.get().text());
      return;
    }
    throw new AssertionError(
        Server.name() + " is said not to give: " + behaviour + ", but it does; take it off Limits");
  }

  private static synchronized void write(String behaviour, String result) throws IOException {
    var file = Folders.path("results.folder").resolve(Server.name() + ".tsv");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        behaviour + "\t" + result + "\t" + hash(Folders.path("lib.jar")) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        isBegun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    isBegun = true;
  }

  private static String hash(Path jar) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
