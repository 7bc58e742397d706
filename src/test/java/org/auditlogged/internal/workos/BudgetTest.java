// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.workos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditEvent.Actor;
import org.auditlogged.AuditEvent.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BudgetTest {
  private static final String LONG = "x".repeat(400);
  private static final int USUAL = 100_000;
  private static final AuditEvent LARGE = build();

  private final EventWriter writer = EventWriter.create();

  private byte[] body(AuditEvent event) {
    return writer.write(event).body();
  }

  private AuditEvent within(AuditEvent event, int most) {
    var fitted = Fit.of(event, most).event();
    assertThat(body(fitted)).hasSizeLessThanOrEqualTo(most);
    return fitted;
  }

  private static Map<String, Object> texts(String name, int count) {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < count; i++) {
      metadata.put(name + i, LONG);
    }
    return metadata;
  }

  /** Of each part something, all of it as large as it may be. */
  private static AuditEvent build() {
    var event =
        AuditEvent.action("file.read")
            .organization("org_1")
            .occurredAt(Samples.TIME)
            .version(3)
            .actor(new Actor("user", "u1", "n".repeat(200), texts("a", 2)))
            .location("192.0.2.1")
            .userAgent("u".repeat(400));
    for (int i = 0; i < 5; i++) {
      event.target(new Target("file", "f" + i, "m".repeat(200), texts("t", 2)));
    }
    texts("e", 2).forEach(event::metadata);
    event.metadata("outcome", "success").metadata("http_route", LONG);
    return event.build();
  }

  private AuditEvent without(int bytes) {
    return within(LARGE, body(LARGE).length - bytes);
  }

  @Test
  void whatIsWithinTheBudgetStaysAsItIs() {
    assertThat(without(0)).isEqualTo(LARGE);
  }

  @Test
  void textsAreCutFirstThoseOfTheEventFromItsLast() {
    var event = without(1);
    assertThat(event.metadata())
        .containsEntry("http_route", "x".repeat(49) + "…")
        .containsEntry("e1", LONG)
        .containsEntry("truncated", "texts 1");
    assertThat(without(600).metadata()).containsEntry("e1", "x".repeat(49) + "…");

    var later = without(1_400);
    assertThat(later.actor().metadata()).containsEntry("a1", "x".repeat(49) + "…");
    assertThat(later.targets()).isEqualTo(LARGE.targets());
  }

  @Test
  void lastTargetsAreCutBeforeTheFirst() {
    var targets = without(1_900).targets();
    assertThat(targets.get(4).metadata()).containsEntry("t1", "x".repeat(49) + "…");
    assertThat(targets.subList(0, 4)).isEqualTo(LARGE.targets().subList(0, 4));
  }

  @Test
  void thenMetadataThenNamesThenTheUserAgentAndTargetsLast() {
    var stages = new ArrayList<String>();
    for (int left = body(LARGE).length; left >= 400; left -= 10) {
      stages.add(stage(within(LARGE, left)));
    }
    assertThat(stages.stream().distinct())
        .containsExactly("all", "metadata", "keys", "names", "agent", "targets");
    var least = within(LARGE, 400);
    assertThat(least.targets()).hasSizeBetween(1, 4).first().isEqualTo(bare(0));
    assertThat(least.metadata()).containsOnlyKeys("truncated");
    assertThat(least.actor()).isEqualTo(new Actor("user", "u1", null, Map.of()));
    assertThat(least.context()).isEqualTo(new AuditEvent.Context("192.0.2.1", null));
    assertThat(least.action() + least.version() + least.organization() + least.occurredAt())
        .isEqualTo("file.read3org_12026-02-03T04:05:06.700Z");
  }

  private static Target bare(int number) {
    return new Target("file", "f" + number, null, Map.of());
  }

  /** What is missing that goes last. */
  private static String stage(AuditEvent event) {
    if (event.targets().size() < 5) {
      return "targets";
    }
    if (event.context().userAgent() == null) {
      return "agent";
    }
    if (event.actor().name() == null || event.targets().get(4).name() == null) {
      return "names";
    }
    var mark = String.valueOf(event.metadata().get("truncated"));
    return mark.contains("keys") ? "keys" : mark.contains("texts") ? "metadata" : "all";
  }

  @Test
  void allThatTheDocumentAllowsOfOneTargetFits() {
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 50; i++) {
      metadata.put(String.format("%040d", i), "x".repeat(500));
    }
    var text = "y".repeat(255);
    var event =
        AuditEvent.action(text)
            .organization(text)
            .actor(new Actor(text, text, text, metadata))
            .target(new Target(text, text, text, metadata))
            .location(text)
            .userAgent("z".repeat(500));
    metadata.forEach(event::metadata);
    assertThat(Fit.of(event.build(), USUAL).cut()).isZero();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void fiveThousandTargetsAreNotRenderedOnlyToBeLeftOut() {
    var rendered = new AtomicInteger();
    var value =
        new Object() {
          @Override
          public String toString() {
            rendered.incrementAndGet();
            return LONG;
          }
        };
    var metadata = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 50; i++) {
      metadata.put("k" + i, value);
    }
    var event = AuditEvent.action("all.read").actor("user", "u").location("internal");
    for (int i = 0; i < 5_000; i++) {
      event.target(new Target("file", "file-" + i, "name " + i, metadata));
    }
    var fitted = within(event.build(), USUAL);
    assertThat(fitted.targets()).hasSizeGreaterThan(2_000);
    assertThat(rendered).hasValueLessThan(3_000);
    assertThat(fitted.metadata().get("truncated").toString())
        .contains("targets " + (5_000 - fitted.targets().size()));
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void twoHundredThousandTargetsBecomeThoseThatFit() {
    var targets = new ArrayList<Target>();
    for (int i = 0; i < 200_000; i++) {
      targets.add(new Target("file", "f-" + i, null, Map.of()));
    }
    var event = AuditEvent.action("all.read").actor("user", "u").location("internal");
    targets.forEach(event::target);
    var fitted = within(event.build(), USUAL);
    assertThat(fitted.targets()).hasSizeGreaterThan(2_500);
    assertThat(fitted.targets()).isEqualTo(targets.subList(0, fitted.targets().size()));
    assertThat(fitted.metadata())
        .containsEntry("truncated", "targets " + (200_000 - fitted.targets().size()));
  }

  @Test
  void theFirstTargetStaysWhateverTheBudget() {
    var targets = Collections.nCopies(3, new Target("file", "f", null, Map.of()));
    var event = AuditEvent.action("all.read").actor("user", "u").location("internal");
    targets.forEach(event::target);
    assertThat(Fit.of(event.build(), 10).event().targets()).hasSize(1);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void sizeIsWhatTheWriterWritesAndNoBudgetIsExceeded(
      @ForAll("events") Supplier<AuditEvent> hidden,
      @ForAll @IntRange(min = 8_000, max = 60_000) int most) {
    var all = Fit.of(hidden.get(), Integer.MAX_VALUE).event();
    assertThat(JsonSize.of(all)).isEqualTo(body(all).length);
    var some = within(hidden.get(), most);
    assertThat(JsonSize.of(some)).isEqualTo(body(some).length);
    assertThat(Fit.of(some, most).event()).isEqualTo(some);
  }

  @Provide
  Arbitrary<Supplier<AuditEvent>> events() {
    return new FitTest().events();
  }
}
