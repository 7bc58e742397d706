// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.enterprise.context.ApplicationScoped;

/** Has its annotations from the interface. */
@ApplicationScoped
public class Post implements Letters {
  @Override
  public void send(String letter) {
    // sent
  }
}
