// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.auditlogged.internal.AuditConfig;
import org.auditlogged.internal.capture.Declarations;
import org.auditlogged.internal.schema.Catalogue;
import org.auditlogged.internal.schema.Declaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler finds in sources, the running application finds in their classes. */
class AgreementTest {
  private static final Path SAMPLE = Path.of("sample-war/src/main/java");
  private static final Path TESTS = Path.of("src/test/java");

  @TempDir private Path output;

  @Test
  void catalogueOfTheSampleIsThatOfItsClasses() throws Exception {
    var sources = files(SAMPLE, SAMPLE);
    var compiled = Compiled.of(output, List.of(), sources);
    assertThat(compiled.isRight()).as(compiled.toString()).isTrue();
    var scanned = Catalogue.of(Declarations.of(classes(output)), Set.copyOf(AuditConfig.AUTOMATIC));
    assertThat(compiled.catalogue()).contains("\"secret.read\"").isEqualTo(scanned.json());
  }

  @Test
  void beansOfTheIntegrationTestsDeclareTheSame() throws Exception {
    var all = new Reading();
    // wrong annotations among them are told, and read all the same
    Compiled.of(
        output,
        List.of("-classpath", System.getProperty("java.class.path"), "-proc:only"),
        files(TESTS.resolve("org/auditlogged/it"), TESTS),
        all);
    var types = new ArrayList<Class<?>>();
    for (var name : all.types) {
      types.add(Class.forName(name, false, getClass().getClassLoader()));
    }
    assertThat(all.declarations).hasSizeGreaterThan(50);
    assertThat(all.declarations).containsExactlyInAnyOrderElementsOf(Declarations.of(types));
  }

  /** Only reads. */
  private static final class Reading extends AbstractProcessor {
    private final Set<String> roots = new TreeSet<>();
    private final Set<String> packages = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final List<Declaration> declarations = new ArrayList<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (var root : round.getRootElements()) {
        var name = ((QualifiedNameable) root).getQualifiedName().toString();
        (root instanceof PackageElement ? packages : roots).add(name);
      }
      if (round.processingOver()) {
        declarations.addAll(
            new Compilation(processingEnv, roots, packages).declarations().keySet());
        for (var root : roots) {
          add(processingEnv.getElementUtils().getTypeElement(root));
        }
      }
      return false;
    }

    private void add(TypeElement type) {
      types.add(processingEnv.getElementUtils().getBinaryName(type).toString());
      ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::add);
    }
  }

  private static Iterable<? extends JavaFileObject> files(Path in, Path root) throws IOException {
    assertThat(root).isDirectory();
    try (var files = Files.walk(in)) {
      var sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
      return manager.getJavaFileObjectsFromPaths(sources);
    }
  }

  private static List<Class<?>> classes(Path folder) throws Exception {
    var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, AgreementTest.class.getClassLoader());
    var classes = new ArrayList<Class<?>>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var name = folder.relativize(file).toString().replace(".class", "").replace('/', '.');
        classes.add(Class.forName(name, false, loader));
      }
    }
    return classes;
  }
}
