// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.internal.cdi.HandWired;

/** Calls of one method of a small resource, as servers tell of them. For one thread. */
final class VaultCall implements InvocationContext, ResourceInfo {
  private static final Vault VAULT = new Vault();

  private final Method method;
  private final HandWired application;
  private final Map<String, Object> data = new HashMap<>();
  private boolean isInside;
  private Object[] arguments = {"17", "rotation"};

  /**
   * A call.
   *
   * @param application whose interceptors see it
   */
  VaultCall(String name, HandWired application) {
    this.application = application;
    method =
        Stream.of(Vault.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** What is called. */
  @Path("/secrets")
  static class Vault {
    private static final Secret SECRET = new Secret("17", "database of production", "team_1");

    Secret unaudited(String id, String reason) {
      return SECRET;
    }

    @GET
    @Path("/{id}/value")
    @AuditLogged("secret.read")
    Secret parameters(
        @PathParam("id") @AuditTarget(type = "secret") String id,
        @QueryParam("reason") @AuditMetadata(name = "reason") String reason) {
      return SECRET;
    }

    @GET
    @Path("/{id}/value")
    @AuditLogged(
        value = "secret.read",
        targets = @AuditTarget(type = "secret", id = "${result.id}", name = "${result.name}"),
        metadata = @AuditMetadata(name = "team", value = "${result.team}"))
    Secret expressions(String id, String reason) {
      return SECRET;
    }
  }

  /** What the method returns. */
  record Secret(String id, String name, String team) {}

  /** The method runs, behind no interceptor. */
  Object run() {
    return Vault.SECRET;
  }

  /** The method runs, behind all of them. */
  Object intercepted() throws Exception {
    data.clear();
    isInside = false;
    return application.call(this);
  }

  @Override
  public Object proceed() throws Exception {
    if (isInside) {
      return run();
    }
    isInside = true;
    return application.callInside(this);
  }

  @Override
  public Object getTarget() {
    return VAULT;
  }

  @Override
  public Object getTimer() {
    return null;
  }

  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Constructor<?> getConstructor() {
    return null;
  }

  @Override
  public Object[] getParameters() {
    return arguments;
  }

  @Override
  public void setParameters(Object[] parameters) {
    arguments = parameters;
  }

  @Override
  public Map<String, Object> getContextData() {
    return data;
  }

  @Override
  public Method getResourceMethod() {
    return method;
  }

  @Override
  public Class<?> getResourceClass() {
    return Vault.class;
  }
}
