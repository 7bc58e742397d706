// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditAction;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/**
 * The secrets. Everybody in the team may create, read and rotate; admins also change and delete.
 */
@Path("secrets")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.USER})
@Produces(MediaType.APPLICATION_JSON)
@AuditAction(value = "secret.deleted", metadata = @AuditAction.Field(name = "name"))
public class SecretsResource {
  /** How long the system that a secret opens takes to learn a new one. */
  private static final long ROTATION_MILLIS = 150;

  @Inject private Vault vault;
  @Inject private AuditDraft draft;
  @Resource private ManagedExecutorService executor;

  @GET
  @AuditLogged(
      value = "secret.listed",
      targets = @AuditTarget(type = "vault", id = "main"),
      metadata = @AuditMetadata(name = "count", value = "${result.size()}"))
  public List<SecretSummary> list() {
    return vault.list();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AuditLogged(
      value = "secret.created",
      targets = @AuditTarget(type = "secret", id = "${result.id}", name = "${result.name}"),
      metadata = @AuditMetadata(name = "lifetime", value = "${input.lifetime}"))
  public Response create(@NotNull @Valid SecretInput input, @Context UriInfo uri) {
    var secret = vault.create(input).summary();
    return Response.created(uri.getAbsolutePathBuilder().path(secret.id()).build())
        .entity(secret)
        .build();
  }

  /** Discloses the value: the one call that must not happen when its event could not be kept. */
  @GET
  @Path("{id}/value")
  @AuditLogged(value = "secret.read", required = true)
  public SecretValue read(
      @PathParam("id") @AuditTarget(type = "secret", name = "${result.name}") String id) {
    var secret = vault.get(id);
    return new SecretValue(secret.id(), secret.name(), secret.value());
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Role.ADMIN)
  @Consumes(MediaType.APPLICATION_JSON)
  @AuditLogged(
      value = "secret.updated",
      metadata = @AuditMetadata(name = "revision", value = "${result.version}"))
  public SecretSummary update(
      @PathParam("id") @AuditTarget(type = "secret", name = "${result.name}") String id,
      @NotNull @Valid SecretInput input) {
    return vault.change(id, input).summary();
  }

  /** The event names the secret, because afterwards nobody can look its id up. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.ADMIN)
  @AuditLogged("secret.deleted")
  public void delete(@PathParam("id") @AuditTarget(type = "secret") String id) {
    var secret = vault.remove(id);
    draft.metadata("name", secret.name());
  }

  /** Gives the secret a new value. Takes a while, and holds no request thread for it. */
  @POST
  @Path("{id}/rotation")
  @AuditLogged("secret.rotated")
  public CompletionStage<SecretSummary> rotate(
      @PathParam("id") @AuditTarget(type = "secret", name = "${result.name}") String id) {
    var later = CompletableFuture.delayedExecutor(ROTATION_MILLIS, MILLISECONDS, executor);
    return CompletableFuture.supplyAsync(() -> vault.rotate(id).summary(), later);
  }
}
