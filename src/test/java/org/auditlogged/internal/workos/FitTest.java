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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
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

  private static Map<String, Object> fit(String key, Object value) {
    return Fit.of(event(Map.of(key, value))).metadata();
  }

  @Test
  void eventWithinTheLimitsStaysAsItIs() {
    var event = event(Map.of("pages", 12, "extra", "value"));
    assertThat(Fit.of(event)).isEqualTo(event);
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
    return Fit.of(AuditEvent.action("a.b").occurredAt(time).build()).occurredAt();
  }

  @Test
  void whatIsRequiredIsNeverMissing() {
    var fit = Fit.of(AuditEvent.action("\u0001").build());
    assertThat(fit.action()).isEqualTo("unknown");
    assertThat(fit.actor()).isEqualTo(new Actor("unknown", "unknown", null, Map.of()));
    assertThat(fit.context()).isEqualTo(new Context("unknown", null));
    assertThat(fit.organization()).isNull();
    assertThat(fit.targets()).isEmpty();
  }

  @Test
  void blankTextIsLeftOutOrStoodInFor() {
    var fit =
        Fit.of(
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
    var fit = Fit.of(AuditEvent.action(text + "a").target(text, text, text).build());
    assertThat(fit.targets()).containsExactly(new Target("unknown", "unknown", null, Map.of()));
  }

  @Test
  void longTextsAreCutVisibly() {
    var longText = "x".repeat(1_000_000);
    var fit =
        Fit.of(
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
    assertThat(Fit.of(AuditEvent.action("a".repeat(255)).build()).action()).hasSize(255);
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
    metadata.put("a b", 2);
    metadata.put("a_b_2", 3);
    metadata.put("a_b", 4);
    metadata.put(null, 5);
    assertThat(Fit.of(event(metadata)).metadata())
        .containsExactly(
            entry("a_b_3", 1),
            entry("a_b_4", 2),
            entry("a_b_2", 3),
            entry("a_b", 4),
            entry("unknown", 5));
  }

  @Test
  void longKeysThatBecomeOneStayFortyLong() {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 12; i++) {
      metadata.put("k".repeat(50) + i, i);
    }
    var keys = List.copyOf(Fit.of(event(metadata)).metadata().keySet());
    assertThat(keys).hasSize(12).allMatch(key -> key.length() == 40);
    assertThat(keys.get(0)).isEqualTo("k".repeat(40));
    assertThat(keys.get(11)).isEqualTo("k".repeat(37) + "_12");
  }

  @Test
  void keyOfAnotherTypeIsNoAccident() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<String, Object> polluted = (Map) new HashMap<>(Map.of(42, "x"));
    assertThat(Fit.of(event(polluted)).metadata()).containsExactly(entry("unknown", "x"));
  }

  @Test
  void firstFiftyWithAValueStay() {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 5_000; i++) {
      metadata.put("k" + i, i % 2 == 0 ? Optional.empty() : (Object) i);
    }
    var fit = Fit.of(event(metadata)).metadata();
    assertThat(fit).hasSize(50).containsEntry("k1", 1).containsEntry("k99", 99);
    assertThat(fit.keySet().iterator().next()).isEqualTo("k1");
  }

  @Test
  void metadataOfActorAndTargetsAreMadeFitToo() {
    var fit =
        Fit.of(
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
    var fit = Fit.of(event);
    assertThat(WorkOsRules.broken(fit)).isEmpty();
    assertThat(Fit.of(fit)).isEqualTo(fit);
    assertThat(Fit.of(event)).isEqualTo(fit);
    assertThat(fit.id()).isEqualTo(event.id());
    assertThat(fit.version()).isEqualTo(event.version());
    assertThat(fit.targets()).hasSameSizeAs(event.targets());
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
