// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Calls the methods that run elsewhere, and waits for them. */
@RequestScoped
@Path("async/{method}")
public class AsyncBeanResource {
  @Inject AsyncBean bean;

  /** Answers with the exception that the caller of the bean has seen. */
  @POST
  public String call(@PathParam("method") String method) throws Exception {
    try {
      var called = AsyncBean.class.getMethod(method).invoke(bean);
      if (called instanceof CompletableFuture<?> future) {
        future.get(30, TimeUnit.SECONDS);
      }
      return "none";
    } catch (ExecutionException e) {
      Throwable cause = e;
      while (cause instanceof ExecutionException) {
        cause = cause.getCause();
      }
      return cause.getClass().getName();
    }
  }
}
