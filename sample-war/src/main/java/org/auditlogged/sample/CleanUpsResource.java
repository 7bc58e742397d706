// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** The clean-up, for admins who do not want to wait for it. */
@Path("clean-ups")
@RequestScoped
@RolesAllowed(Role.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class CleanUpsResource {
  @Inject private CleanUp cleanUp;

  /**
   * What a clean-up did.
   *
   * @param removed how many secrets it removed
   */
  public record Result(int removed) {}

  @POST
  @AuditLogged(
      value = "vault.cleaned_up",
      targets = @AuditTarget(type = "vault", id = "main"),
      metadata = @AuditMetadata(name = "removed", value = "${result.removed}"))
  public Result cleanUp() {
    return new Result(cleanUp.run());
  }
}
