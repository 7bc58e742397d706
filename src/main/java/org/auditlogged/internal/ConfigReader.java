// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auditlogged.internal.AuditConfig.Capture;
import org.auditlogged.internal.AuditConfig.Delivery;
import org.auditlogged.internal.AuditConfig.Health;
import org.auditlogged.internal.AuditConfig.OnFailure;
import org.auditlogged.internal.AuditConfig.Problem;
import org.auditlogged.internal.AuditConfig.Properties;
import org.auditlogged.internal.AuditConfig.Route;
import org.auditlogged.internal.AuditConfig.Schema;
import org.auditlogged.internal.AuditConfig.To;

/**
 * Reads {@link AuditConfig}. Invariant: all keys are read before the first problem is thrown, so
 * that one start shows every mistake; a bad value is answered with the default and a problem. For
 * one thread and one reading.
 */
final class ConfigReader {
  private static final int SHOWN = 100;
  // not in the middle of a word like task_list
  private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("(?<![A-Za-z])sk_");
  private static final int LONGEST_NAME = 100;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);
  // a repeat after 24 hours can be stored twice
  private static final Duration DAY = Duration.ofHours(24);

  private final Properties properties;
  private final Function<List<Route>, List<Problem>> check;
  private final List<String> problems = new ArrayList<>();

  ConfigReader(Properties properties, Function<List<Route>, List<Problem>> check) {
    this.properties = properties;
    this.check = check;
  }

  AuditConfig read(String deployment, Path dataFolder) {
    var enabled = flag(Key.ENABLED);
    var destination = choice(Key.DESTINATION, To.values());
    var application = application(deployment);
    var config =
        new AuditConfig(
            enabled,
            destination,
            application,
            organization(),
            capture(),
            new OutboxReader(this)
                .read(dataFolder.resolve("auditlogged").resolve(folder(application))),
            delivery(),
            routes(),
            choice(Key.SCHEMA, Schema.values()),
            health());
    if (!problems.isEmpty()) {
      var many = problems.size() == 1 ? "1 value is" : problems.size() + " values are";
      throw new IllegalArgumentException(
          Message.BAD_CONFIGURATION.text(many, new Lines(List.copyOf(problems))));
    }
    return config;
  }

  private Capture capture() {
    var proxies =
        list(
            Key.TRUSTED_PROXIES,
            "addresses or CIDRs like 10.0.0.0/8",
            item -> Cidr.parse(item) != null);
    var headers =
        list(
            Key.CLIENT_ADDRESS_HEADERS,
            "names of headers",
            item -> item.matches("[a-zA-Z0-9!#$%&'*+.^_`|~-]+"));
    var metadata =
        list(
            Key.METADATA,
            "none or some of " + String.join(", ", AuditConfig.AUTOMATIC),
            AuditConfig.AUTOMATIC::contains);
    var redact =
        list(
            Key.REDACT,
            "names with letters or digits",
            item -> item.codePoints().anyMatch(Character::isLetterOrDigit));
    return new Capture(
        proxies,
        headers,
        Collections.unmodifiableSet(new LinkedHashSet<>(metadata)),
        redact,
        // at least what who, what, on what, when and from where can take
        size(Key.MAX_EVENT_SIZE, 8_000, 10_000_000, "100 KB from 8 KB to 10 MB"),
        choice(Key.ON_FAILURE, OnFailure.values()));
  }

  long size(Key key, long least, long most, String example) {
    var text = text(key);
    long bytes = Size.parse(text);
    if (bytes < least || bytes > most) {
      problem(key, "a size like " + example, text);
    }
    return bytes;
  }

  private Delivery delivery() {
    var rate = number(Key.RATE, 100_000);
    var concurrency = number(Key.CONCURRENCY, 256);
    int before = problems.size();
    var initial = duration(Key.RETRY_INITIAL, SHORTEST, HOUR);
    var maximum = duration(Key.RETRY_MAXIMUM, SHORTEST, DAY);
    if (problems.size() == before && maximum.compareTo(initial) < 0) {
      var least = "at least " + Key.RETRY_INITIAL.key() + " (" + initial + ")";
      problem(Key.RETRY_MAXIMUM, least, text(Key.RETRY_MAXIMUM));
    }
    var grace = duration(Key.SHUTDOWN_GRACE, Duration.ZERO, Duration.ofMinutes(10));
    return new Delivery(rate, concurrency, initial, maximum, grace);
  }

  boolean flag(Key key) {
    return choice(key, List.of("true", "false")).equals("true");
  }

  private Health health() {
    return new Health(
        flag(Key.HEALTH), duration(Key.OLDEST_WAITING, Duration.ofSeconds(1), Duration.ofDays(30)));
  }

  private List<Route> routes() {
    var texts = new TreeMap<String, Map<String, String>>();
    for (var name : properties.names()) {
      var key = RouteKey.of(name);
      var text = key.isEmpty() ? "" : value(name).map(String::strip).orElse("");
      if (!text.isEmpty()) {
        texts
            .computeIfAbsent(key.get().route(), any -> new TreeMap<>())
            .put(key.get().part(), text);
      }
    }
    var routes = new ArrayList<Route>();
    texts.forEach((name, each) -> routes.add(new Route(name, Collections.unmodifiableMap(each))));
    check
        .apply(routes)
        .forEach(problem -> problem(problem.key(), problem.expected(), problem.value()));
    return List.copyOf(routes);
  }

  private String organization() {
    var text = text(Key.ORGANIZATION);
    if (text != null && !text.matches("org_[a-zA-Z0-9_-]{1,200}")) {
      problem(Key.ORGANIZATION, "the id of an organization, org_…", text);
    }
    return text;
  }

  private String application(String deployment) {
    var text = text(Key.APPLICATION);
    if (text == null) {
      return deployment == null || deployment.isBlank() ? "application" : deployment.strip();
    }
    if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      problem(Key.APPLICATION, "at most 100 characters without control characters", text);
    }
    return text;
  }

  /** A name that every file system takes, and that differs for different applications. */
  private static String folder(String application) {
    var clean = application.replaceAll("[^a-zA-Z0-9._-]", "_").replaceAll("^\\.|\\.$", "_");
    clean = clean.substring(0, Math.min(clean.length(), 64));
    boolean same = clean.equals(application);
    return same ? clean : clean + "-" + Integer.toHexString(application.hashCode());
  }

  private int number(Key key, int most) {
    var text = text(key);
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    problem(key, "a whole number from 1 to " + most, text);
    return 1;
  }

  private Duration duration(Key key, Duration least, Duration most) {
    var text = text(key);
    try {
      var duration = Duration.parse(text);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    problem(key, "a duration like PT30S from " + least + " to " + most, text);
    return least;
  }

  <E extends Enum<E>> E choice(Key key, E[] choices) {
    var names = Arrays.stream(choices).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    return choices[names.indexOf(choice(key, names))];
  }

  private String choice(Key key, List<String> choices) {
    var text = text(key);
    var choice = text.toLowerCase(Locale.ROOT);
    if (choices.contains(choice)) {
      return choice;
    }
    problem(key, String.join(" or ", choices), text);
    return choices.get(0);
  }

  private List<String> list(Key key, String expected, Predicate<String> isGood) {
    var text = value(key).orElse(key.fallback()).strip();
    if (text.isEmpty() || text.equalsIgnoreCase("none")) {
      return List.of();
    }
    var items =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    items.stream().filter(isGood.negate()).forEach(item -> problem(key, expected, item));
    return List.copyOf(items);
  }

  /** What was set, else the default, else null. */
  String text(Key key) {
    var text = value(key).map(String::strip).filter(t -> !t.isEmpty());
    return text.orElse(key.fallback());
  }

  private Optional<String> value(Key key) {
    return value(key.key());
  }

  private Optional<String> value(String key) {
    try {
      return properties.lookup().apply(key);
    } catch (RuntimeException e) {
      // only the class: the text may hold another property's value
      var hint = RouteKey.of(key).isPresent() ? "; expressions are written #{…} here" : "";
      var problem = key + " cannot be read: " + e.getClass().getSimpleName() + hint;
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return Optional.empty();
    }
  }

  void problem(Key key, String expected, String value) {
    problem(key.key(), expected, value);
  }

  private void problem(String key, String expected, String value) {
    var was = value == null ? ", and is not set" : ", was " + show(value);
    problems.add(key + " must be " + expected + was);
  }

  private static String show(String value) {
    if (LOOKS_LIKE_A_KEY.matcher(value).find()) {
      return "something like an API key";
    }
    int end = value.offsetByCodePoints(0, Math.min(SHOWN, value.codePointCount(0, value.length())));
    return end == value.length() ? "\"" + value + "\"" : "\"" + value.substring(0, end) + "…\"";
  }
}
