// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
  private final Gathering gathering = new Gathering();

  @Test
  void theFirstGroupWaitsForNobody() {
    assertThat(gathering.wanted(1)).isEqualTo(1);
  }

  @Test
  void aLoneThreadNeverWaits() {
    for (int i = 0; i < 10; i++) {
      gathering.wrote(1, 0);
      assertThat(gathering.wanted(1)).isEqualTo(1);
    }
  }

  @Test
  void theNextGroupWaitsForThoseOfTheLastBesidesThoseWhoCameMeanwhile() {
    gathering.wrote(8, 5);

    assertThat(gathering.wanted(5)).isEqualTo(13);
    assertThat(gathering.wanted(13)).isEqualTo(13);
    assertThat(gathering.wanted(20)).isEqualTo(20);
  }

  @Test
  void noGroupWaitsForMoreThanItMayHave() {
    gathering.wrote(200, 100);

    assertThat(gathering.wanted(100)).isEqualTo(256);
  }

  @Test
  void whileNobodyComesEverFewerWait() {
    assertThat(waitsOf(10_000)).isBetween(10_000 / 65, 10_000 / 64 + 10);
  }

  @Test
  void afterSomebodyCameAllWaitAgain() {
    waitsOf(1_000);
    gathering.waited(true);

    gathering.wrote(2, 0);
    assertThat(gathering.wanted(1)).isEqualTo(2);
  }

  private int waitsOf(int groups) {
    int waits = 0;
    for (int i = 0; i < groups; i++) {
      gathering.wrote(2, 0);
      if (gathering.wanted(1) > 1) {
        waits++;
        gathering.waited(false);
      }
    }
    return waits;
  }
}
