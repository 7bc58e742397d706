// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.TimeoutHandler;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@link AsyncResponse} that an audited method gets: the server's, and what it is resumed with
 * is what the call ended with. For any thread.
 *
 * @param response the server's
 */
public record ObservedAnswer(AsyncResponse response, Draft draft) implements AsyncResponse {

  /**
   * Puts itself in the place of the server's.
   *
   * @param arguments of the call; changed
   * @param completed told when the answer has left, or never will
   * @return whether there was one
   */
  public static boolean observe(Object[] arguments, Draft draft, CompletionCallback completed) {
    boolean found = false;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof AsyncResponse response) {
        response.register(completed);
        arguments[i] = new ObservedAnswer(response, draft);
        found = true;
      }
    }
    return found;
  }

  @Override
  public boolean resume(Object answer) {
    if (response.isSuspended()) {
      draft.returned(answer);
    }
    return response.resume(answer);
  }

  @Override
  public boolean resume(Throwable failure) {
    if (response.isSuspended()) {
      draft.failed(failure);
    }
    return response.resume(failure);
  }

  @Override
  public boolean cancel() {
    return response.cancel();
  }

  @Override
  public boolean cancel(int retryAfter) {
    return response.cancel(retryAfter);
  }

  @Override
  public boolean cancel(Date retryAfter) {
    return response.cancel(retryAfter);
  }

  @Override
  public boolean isSuspended() {
    return response.isSuspended();
  }

  @Override
  public boolean isCancelled() {
    return response.isCancelled();
  }

  @Override
  public boolean isDone() {
    return response.isDone();
  }

  @Override
  public boolean setTimeout(long time, TimeUnit unit) {
    return response.setTimeout(time, unit);
  }

  @Override
  public void setTimeoutHandler(TimeoutHandler handler) {
    response.setTimeoutHandler(handler == null ? null : server -> handler.handleTimeout(this));
  }

  @Override
  public Collection<Class<?>> register(Class<?> callback) {
    return response.register(callback);
  }

  @Override
  public Map<Class<?>, Collection<Class<?>>> register(Class<?> callback, Class<?>... callbacks) {
    return response.register(callback, callbacks);
  }

  @Override
  public Collection<Class<?>> register(Object callback) {
    return response.register(callback);
  }

  @Override
  public Map<Class<?>, Collection<Class<?>>> register(Object callback, Object... callbacks) {
    return response.register(callback, callbacks);
  }
}
