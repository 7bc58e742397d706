// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EndsTest {

  @Test
  void eachIsDoneOnceAndNoneThatFailsKeepsBackAnother() {
    var done = new ArrayList<String>();
    var unit = new Ends();
    unit.add(() -> done.add("first"));
    unit.add(
        () -> {
          throw new IllegalStateException("the registry is gone");
        });
    unit.add(() -> done.add("last"));

    unit.run();
    unit.run();

    assertThat(done).containsExactly("first", "last");
  }
}
