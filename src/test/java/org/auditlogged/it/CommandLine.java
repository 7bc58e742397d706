// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line's jar, run as an operator does.
 *
 * @param code its exit code
 * @param text what it printed
 */
record CommandLine(int code, String text) {

  static CommandLine run(String... arguments) {
    return run(Map.of(), arguments);
  }

  static CommandLine run(Map<String, String> environment, String... arguments) {
    return java(environment, List.of("-jar", System.getProperty("cli.jar")), arguments);
  }

  /** With the driver of another database than PostgreSQL. */
  static CommandLine with(Class<?> driver, String... arguments) {
    var path =
        String.join(
            File.pathSeparator,
            System.getProperty("cli.jar"),
            driver.getProtectionDomain().getCodeSource().getLocation().getPath());
    return java(Map.of(), List.of("-cp", path, "org.auditlogged.internal.cli.Cli"), arguments);
  }

  private static CommandLine java(
      Map<String, String> environment, List<String> program, String... arguments) {
    try {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(program);
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new CommandLine(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
