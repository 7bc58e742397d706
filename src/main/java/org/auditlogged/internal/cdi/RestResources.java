// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.capture.AuditPoint;
import org.auditlogged.internal.capture.Draft;

/**
 * The REST resources as the server knows them, which may have classes that CDI does not know.
 * Invariant: what is found beyond the beans is told, each once. For any thread.
 */
@ApplicationScoped
public class RestResources {
  private static final Log LOG = Log.of(RestResources.class);

  @Inject private Wiring wiring;
  @Inject @Any private Instance<Object> beans;

  private final AtomicInteger found = new AtomicInteger();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** The server has a resource. */
  public void add(Class<?> resource) {
    if (!wiring.running().isOff()) {
      var fresh = wiring.running().points().learn(resource);
      found.addAndGet(fresh.size());
      wiring.found(fresh);
    }
  }

  /** A request has come, so that the server knows all of its resources. */
  public void serving() {
    if (found.get() > 0) {
      int more = found.getAndSet(0);
      if (more > 0) {
        var all = wiring.running().points().known().size();
        LOG.write(Message.MORE_FOUND, more + (more == 1 ? " method" : " methods"), all);
      }
    }
  }

  /** An answer is about to leave: that of a method, unless the interceptor saw none. */
  public void answered(Draft draft, Class<?> resource, int status) {
    // from 400 on it may have been refused before it came to a method
    if (!draft.isEntered() && status < 400) {
      calledWithoutUs(draft.point().place(), resource);
    }
  }

  private void calledWithoutUs(AuditPoint.Place place, Class<?> resource) {
    var method = place.method();
    var called =
        method.startsWith(resource.getName() + ".") ? method : method + " of " + resource.getName();
    // a bean: another filter has answered in its place; of a sub-resource an object made with "new"
    if (asked.add(called) && (place.route() == null || beans.select(resource).isUnsatisfied())) {
      // a log of its own: each is told once, so none may be held back as a repetition
      Log.of(RestResources.class).write(Message.NOT_INTERCEPTED, called);
    }
  }
}
