// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints what was seen, behaviours by runtimes, and writes it into README when all of it was seen
 * on all runtimes with the same jar. Arguments: the folder of the results, README, and whether
 * anything less is a failure.
 */
public final class Report {
  private static final String BEGIN = "<!-- runtimes -->\n";
  private static final String END = "<!-- /runtimes -->";

  private static final String NOT_SEEN = "not seen";
  private static final String FAILED = "FAILED";

  private static final Map<String, String> TITLES = titles();

  /** What was seen on each runtime: behaviour, then its result. */
  private final Map<String, Map<String, String>> seen = new LinkedHashMap<>();

  private final Set<String> jars = new TreeSet<>();

  private Report() {}

  private static Map<String, String> titles() {
    var titles = new LinkedHashMap<String, String>();
    titles.put("payara-embedded", "Payara Embedded 6");
    titles.put("payara-micro", "Payara Micro 6");
    titles.put("payara-micro-25", "… on JDK 25");
    titles.put("glassfish7", "GlassFish 7");
    titles.put("glassfish8", "GlassFish 8");
    titles.put("wildfly", "WildFly 39");
    titles.put("openliberty", "Open Liberty 25");
    titles.put("tomee", "TomEE 10");
    titles.put("quarkus", "Quarkus 3");
    titles.put("helidon", "Helidon 4");
    return titles;
  }

  /** Prints, and writes. */
  public static void main(String[] args) throws IOException {
    var report = new Report();
    for (var runtime : TITLES.keySet()) {
      report.read(runtime, Path.of(args[0], runtime + ".tsv"));
    }
    var table = report.table();
    System.out.println(table);
    System.out.println("seen with jar " + report.jars);
    var lacks = report.lacks();
    if (lacks.isEmpty()) {
      write(Path.of(args[1]), table);
      return;
    }
    System.out.println("README is left as it is: " + lacks);
    if (Boolean.parseBoolean(args[2])) {
      throw new IllegalStateException("not everything was seen on every runtime: " + lacks);
    }
  }

  /** What keeps the table from being whole. */
  private List<String> lacks() {
    var lacks = new ArrayList<String>();
    if (jars.size() > 1) {
      lacks.add("several jars");
    }
    for (var runtime : TITLES.keySet()) {
      var results = seen.getOrDefault(runtime, Map.of());
      for (var behaviour : behaviours()) {
        var result = results.getOrDefault(behaviour, NOT_SEEN);
        if (result.equals(NOT_SEEN) || result.equals(FAILED)) {
          lacks.add(runtime + " " + result.toLowerCase(Locale.ROOT) + ": " + behaviour);
        }
      }
    }
    return lacks;
  }

  private void read(String runtime, Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (var line : Files.readAllLines(file)) {
      var parts = line.split("\t");
      seen.computeIfAbsent(runtime, r -> new LinkedHashMap<>()).put(parts[0], parts[1]);
      jars.add(parts[2]);
    }
  }

  private String table() {
    var notes = new ArrayList<String>();
    var text = new StringBuilder("| |");
    seen.keySet().forEach(runtime -> text.append(' ').append(TITLES.get(runtime)).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(seen.size())).append('\n');
    for (var behaviour : behaviours()) {
      text.append("| ").append(behaviour).append(" |");
      for (var results : seen.values()) {
        text.append(' ').append(cell(results.get(behaviour), notes)).append(" |");
      }
      text.append('\n');
    }
    text.append('\n');
    for (int i = 0; i < notes.size(); i++) {
      text.append(i + 1).append(". ").append(notes.get(i)).append('\n');
    }
    return text.toString();
  }

  /** In the order of the names of their tests, which the file system does not disturb. */
  private Set<String> behaviours() {
    var behaviours = new LinkedHashSet<String>();
    seen.values().forEach(results -> behaviours.addAll(results.keySet()));
    return new TreeSet<>(behaviours);
  }

  private static String cell(String result, List<String> notes) {
    if (result == null) {
      return NOT_SEEN;
    }
    if (result.equals("yes") || result.equals(FAILED)) {
      return result;
    }
    if (!notes.contains(result)) {
      notes.add(result);
    }
    return "(" + (notes.indexOf(result) + 1) + ")";
  }

  private static void write(Path readme, String table) throws IOException {
    var text = Files.readString(readme);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
  }
}
