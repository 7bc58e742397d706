// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.auditlogged.internal.schema.OnClassPath;

/** A compilation that is over, and what was said during it. */
final class Compiled {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:(?:public|abstract|final) )*(?:class|@?interface|record|enum) (\\w+)");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^(?:@.*)?package ([\\w.]+);");

  private final boolean isRight;
  private final List<Diagnostic<? extends JavaFileObject>> said;
  private final Path output;

  private Compiled(boolean isRight, List<Diagnostic<? extends JavaFileObject>> said, Path output) {
    this.isRight = isRight;
    this.said = said;
    this.output = output;
  }

  /** A source of which the name is found in its text. */
  static JavaFileObject source(String text) {
    var in = PACKAGE.matcher(text);
    var of = TYPE.matcher(text);
    var folder = in.find() ? in.group(1).replace('.', '/') + "/" : "";
    var name = folder + (of.find() ? of.group(1) : "package-info");
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  static Compiled of(Path output, String... sources) {
    return of(output, List.of(), Stream.of(sources).map(Compiled::source).toList());
  }

  static Compiled of(
      Path output, List<String> options, Iterable<? extends JavaFileObject> sources) {
    return of(output, options, sources, new AuditCheck());
  }

  static Compiled of(
      Path output,
      List<String> options,
      Iterable<? extends JavaFileObject> sources,
      Processor... processors) {
    var all = new ArrayList<>(List.of("-d", output.toString(), "-parameters", "-Xlint:-options"));
    if (!options.contains("-classpath")) {
      all.addAll(List.of("-classpath", classPath(output)));
    }
    all.addAll(options);
    var said = new DiagnosticCollector<JavaFileObject>();
    var task = ToolProvider.getSystemJavaCompiler().getTask(null, null, said, all, null, sources);
    task.setProcessors(Arrays.asList(processors));
    boolean isRight = task.call();
    return new Compiled(isRight, said.getDiagnostics(), output);
  }

  /** Our classes and the platform's API, as an application compiles with. */
  static String classPath(Path output) {
    var ours = Path.of("target/classes").toAbsolutePath().toString();
    var apis =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> each.contains("jakartaee-web-api") || each.contains("microprofile-"));
    return Stream.concat(Stream.of(output.toString(), ours), apis)
        .collect(Collectors.joining(File.pathSeparator));
  }

  boolean isRight() {
    return isRight;
  }

  /** {@code error 3: …}, each of ours and the compiler's own. */
  List<String> said() {
    return said.stream()
        .map(
            each ->
                each.getKind().name().toLowerCase(Locale.ROOT)
                    + " "
                    + each.getLineNumber()
                    + ": "
                    + each.getMessage(Locale.ROOT))
        .toList();
  }

  /** The catalogue that was written, or {@code null}. */
  String catalogue() {
    try {
      var file = output.resolve(OnClassPath.SCHEMAS);
      return Files.exists(file) ? Files.readString(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return said().stream().collect(Collectors.joining("\n"));
  }
}
