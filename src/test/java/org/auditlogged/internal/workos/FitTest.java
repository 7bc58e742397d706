// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Actor;
import org.auditlogged.AuditEvent.Context;
import org.auditlogged.AuditEvent.Target;
import org.auditlogged.support.EventSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
  private static final long MOST = Integer.MAX_VALUE;
  private static final EventWriter WRITER = EventWriter.create();
  private static final UUID ID = UUID.fromString("1e9ab63c-6b4c-4c1c-93f5-3b0f1b6f9d11");
  private static final Instant TIME = Instant.parse("2026-02-02T16:35:39.317Z");

  private static AuditEvent event(Map<String, Object> metadata) {
    return new AuditEvent(
        ID,
        "org_1",
        "user.signed_in",
        1,
        TIME,
        new Actor("user", "u1", "Jon Smith", Map.of("owner", true)),
        List.of(new Target("team", "t1", "Blue", Map.of("size", 3))),
        new Context("192.0.2.1", "Chrome/104.0.0.0"),
        metadata);
  }

  private static AuditEvent fitted(AuditEvent event) {
    return Fit.of(event, MOST).event();
  }

  private static Map<String, Object> fit(String key, Object value) {
    return fitted(event(Map.of(key, value))).metadata();
  }

  @Test
  void eventWithinTheLimitsStaysAsItIs() {
    var event = event(Map.of("pages", 12, "extra", "value"));
    assertThat(fitted(event)).isEqualTo(event);
  }

  @Test
  void timeHasMillisecondsAndFourDigitsForTheYear() {
    assertThat(at(TIME.plusNanos(999_999))).isEqualTo(TIME);
    assertThat(at(Instant.MIN)).hasToString("0000-01-01T00:00:00Z");
    assertThat(at(Instant.MAX)).hasToString("9999-12-31T23:59:59.999Z");
    assertThat(at(Instant.parse("1969-12-31T23:59:59.9999Z")))
        .hasToString("1969-12-31T23:59:59.999Z");
  }

  private static Instant at(Instant time) {
    return fitted(AuditEvent.action("a.b").occurredAt(time).build()).occurredAt();
  }

  @Test
  void whatIsRequiredIsNeverMissing() {
    var fit = fitted(AuditEvent.action("\u0001").build());
    assertThat(fit.action()).isEqualTo("unknown");
    assertThat(fit.actor()).isEqualTo(new Actor("unknown", "unknown", null, Map.of()));
    assertThat(fit.context()).isEqualTo(new Context("unknown", null));
    assertThat(fit.organization()).isNull();
    assertThat(fit.targets()).isEmpty();
  }

  @Test
  void blankTextIsLeftOutOrStoodInFor() {
    var fit =
        fitted(
            AuditEvent.action(" user.left\n")
                .organization(" \t")
                .actor(new Actor("", "\r\n", " ", Map.of()))
                .target("", "", "\u0007")
                .location("")
                .userAgent(" ")
                .build());
    assertThat(fit.action()).isEqualTo("user.left");
    assertThat(fit.organization()).isNull();
    assertThat(fit.actor()).isEqualTo(new Actor("unknown", "unknown", null, Map.of()));
    assertThat(fit.targets()).containsExactly(new Target("unknown", "unknown", null, Map.of()));
    assertThat(fit.context()).isEqualTo(new Context("unknown", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "\ufeff", "\u00a0", " \u200e\u2060", "\u3164"})
  void textOfWhichNothingCanBeSeenIsBlank(String text) {
    var fit = fitted(AuditEvent.action(text + "a").target(text, text, text).build());
    assertThat(fit.targets()).containsExactly(new Target("unknown", "unknown", null, Map.of()));
  }

  @Test
  void longTextsAreCutVisibly() {
    var longText = "x".repeat(1_000_000);
    var fit =
        fitted(
            AuditEvent.action(longText)
                .organization(longText)
                .actor(new Actor(longText, longText, longText, Map.of()))
                .target(longText, longText, longText)
                .location(longText)
                .userAgent(longText)
                .build());
    var cut = "x".repeat(254) + "…";
    assertThat(fit.action()).isEqualTo(cut);
    assertThat(fit.organization()).isEqualTo(cut);
    assertThat(fit.actor()).isEqualTo(new Actor(cut, cut, cut, Map.of()));
    assertThat(fit.targets()).containsExactly(new Target(cut, cut, cut, Map.of()));
    assertThat(fit.context()).isEqualTo(new Context(cut, "x".repeat(499) + "…"));
  }

  @Test
  void textOfExactlyTheLimitIsNotCut() {
    assertThat(fit("k", "x".repeat(500))).containsEntry("k", "x".repeat(500));
    assertThat(fit("k", "x".repeat(501))).containsEntry("k", "x".repeat(499) + "…");
    assertThat(fitted(AuditEvent.action("a".repeat(255)).build()).action()).hasSize(255);
  }

  @ParameterizedTest
  @CsvSource({
    "http.method, http_method",
    "a b, a_b",
    "größe, gr__e",
    "😀, _",
    "'', unknown",
    "' ', _",
    "x-y_Z9, x-y_Z9",
    "12345678901234567890123456789012345678901, 1234567890123456789012345678901234567890",
  })
  void keyIsMapped(String key, String mapped) {
    assertThat(fit(key, 1)).containsExactly(entry(mapped, 1));
  }

  @Test
  void allowedKeyKeepsItsNameWhereverItStands() {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("a.b", 1);
    metadata.put("c.d", 2);
    metadata.put("a_b", 3);
    metadata.put(null, 4);
    assertThat(fitted(event(metadata)).metadata())
        .containsExactly(
            entry("a_b_1eef715d", 1), entry("c_d", 2), entry("a_b", 3), entry("unknown", 4));
  }

  @Test
  void keysThatBecomeOneDoNotDependOnTheirOrder() {
    var one = new LinkedHashMap<String, Object>();
    one.put("a.b", 1);
    one.put("a b", 2);
    one.put("k".repeat(50), 3);
    one.put("k".repeat(51), 4);
    var other = new LinkedHashMap<String, Object>();
    List.copyOf(one.keySet()).stream().sorted().forEach(key -> other.put(key, one.get(key)));
    var fit = fitted(event(one)).metadata();
    assertThat(fitted(event(other)).metadata()).isEqualTo(fit);
    assertThat(fit).hasSize(4).doesNotContainKey("a_b");
    assertThat(fit.keySet()).allMatch(key -> key.matches("(a_b|k{31})_[0-9a-f]{8}"));
  }

  @Test
  void keysOfOneChecksumAreKeptApart() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<String, Object> polluted = (Map) new LinkedHashMap<>(Map.of(42, "x"));
    polluted.put(null, "y");
    assertThat(fitted(event(polluted)).metadata())
        .containsExactly(entry("unknown_00000000", "x"), entry("unknown_00000000_2", "y"));
  }

  @Test
  void keyOfAnotherTypeIsNoAccident() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<String, Object> polluted = (Map) new HashMap<>(Map.of(42, "x"));
    assertThat(fitted(event(polluted)).metadata()).containsExactly(entry("unknown", "x"));
  }

  @Test
  void firstFiftyWithAValueStay() {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 5_000; i++) {
      metadata.put("k" + i, i % 2 == 0 ? Optional.empty() : (Object) i);
    }
    var fit = fitted(event(metadata)).metadata();
    assertThat(fit).hasSize(50).containsEntry("k1", 1).containsEntry("k97", 97);
    assertThat(fit.keySet().iterator().next()).isEqualTo("k1");
    assertThat(fit).containsEntry("truncated", "keys 2451");
  }

  @Test
  void whatIsMissingIsMarkedAndCounted() {
    var longText = "x".repeat(501);
    var target = new Target(longText, "1", longText, Map.of("note", longText));
    var event =
        AuditEvent.action("a.b")
            .actor(new Actor("user", "1", null, numbered(60)))
            .target(target)
            .metadata("text", longText)
            .metadata("list", List.of(longText))
            .build();
    var fit = Fit.of(event, MOST);
    assertThat(fit.event().metadata()).containsEntry("truncated", "texts 5, keys 10").hasSize(3);
    assertThat(fit.event().actor().metadata()).hasSize(50);
    assertThat(fit.cut()).isEqualTo(15);
    assertThat(Fit.of(fit.event(), MOST).cut()).isZero();
    assertThat(Fit.of(event(Map.of("k", 1)), MOST).cut()).isZero();
  }

  @Test
  void noKeyGoesOnlyToSayThatATextWasCut() {
    var metadata = numbered(49);
    metadata.put("text", "x".repeat(501));
    var fit = Fit.of(event(metadata), MOST);
    assertThat(fit.event().metadata())
        .hasSize(50)
        .containsKey("text")
        .doesNotContainKey("truncated");
    assertThat(fit.cut()).isEqualTo(1);

    metadata.remove("k0");
    assertThat(fitted(event(metadata)).metadata())
        .hasSize(50)
        .containsEntry("truncated", "texts 1");
  }

  @Test
  void anApplicationsOwnMarkStaysAndOursGrows() {
    var metadata = numbered(2);
    metadata.put("text", "x".repeat(501));
    metadata.put("truncated", false);
    assertThat(fitted(event(metadata)).metadata()).containsEntry("truncated", false);

    metadata.put("truncated", "by hand");
    assertThat(fitted(event(metadata)).metadata()).containsEntry("truncated", "by hand");

    metadata.put("truncated", "texts 2, targets 7");
    assertThat(fitted(event(metadata)).metadata()).containsEntry("truncated", "texts 3, targets 7");
  }

  private static Map<String, Object> numbered(int count) {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < count; i++) {
      metadata.put("k" + i, i);
    }
    return metadata;
  }

  @Test
  void metadataOfActorAndTargetsAreMadeFitToo() {
    var fit =
        fitted(
            AuditEvent.action("a.b")
                .actor(new Actor("user", "1", null, Map.of("a.b", List.of(1))))
                .target(new Target("team", "2", null, Map.of("c d", Double.NaN)))
                .build());
    assertThat(fit.actor().metadata()).containsExactly(entry("a_b", "[1]"));
    assertThat(fit.targets().get(0).metadata()).containsExactly(entry("c_d", "NaN"));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void everyResultIsValidAndItsOwnResult(@ForAll("events") Supplier<AuditEvent> hidden) {
    var event = hidden.get();
    var fit = fitted(event);
    assertThat(OurRules.broken(fit)).isEmpty();
    assertThat(fitted(fit)).isEqualTo(fit);
    assertThat(fitted(event)).isEqualTo(fit);
    assertThat(fit.id()).isEqualTo(event.id());
    assertThat(fit.version()).isEqualTo(event.version());
    assertThat(fit.targets()).hasSameSizeAs(event.targets());
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatIsWrittenIsWhatWorkOsTakes(@ForAll("events") Supplier<AuditEvent> hidden) {
    for (var most : new long[] {MOST, 8_000}) {
      var entry = WRITER.write(Fit.of(hidden.get(), most).event());
      var missing = entry.organization() == null ? List.of("organization_id required") : List.of();
      assertThat(EventSchema.problems(entry.body())).isEqualTo(missing);
    }
  }

  @Provide
  Arbitrary<Supplier<AuditEvent>> events() {
    var texts = Hostile.texts();
    var metadata = Hostile.metadata();
    var names = texts.injectNull(0.3);
    var actors = Combinators.combine(texts, texts, names, metadata).as(Actor::new).injectNull(0.1);
    var targets =
        Combinators.combine(texts, texts, names, metadata).as(Target::new).list().ofMaxSize(2);
    var contexts = Combinators.combine(texts, names).as(Context::new).injectNull(0.1);
    var actions = texts.filter(text -> !text.isBlank());
    var times =
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .map(second -> Instant.ofEpochSecond(second, 123_456_789));
    return Combinators.combine(actors, targets, contexts, actions, times, metadata, names)
        .as(
            (actor, all, context, action, time, extra, organization) ->
                () ->
                    new AuditEvent(
                        ID,
                        organization,
                        action,
                        2,
                        time,
                        shown(actor),
                        all.stream().map(FitTest::shown).toList(),
                        context,
                        Hostile.shown(extra)));
  }

  private static Actor shown(Actor actor) {
    return actor == null
        ? null
        : new Actor(actor.type(), actor.id(), actor.name(), Hostile.shown(actor.metadata()));
  }

  private static Target shown(Target target) {
    return new Target(target.type(), target.id(), target.name(), Hostile.shown(target.metadata()));
  }
}
