// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample.workos;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditStatus;
import org.auditlogged.sample.workos.RecentEvents.Recorded;

/** What the page shows of the audit trail. Not audited itself. */
@Path("trail")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TrailResource {
  private static final String RUN = UUID.randomUUID().toString();

  @Inject private AuditStatus status;
  @Inject private RecentEvents recent;

  /**
   * How things are.
   *
   * @param run changes when the application is started again, and {@code recorded} and {@code
   *     arrived} are counted from 1 once more; the four numbers go on, as the outbox does
   * @param behaviour how the stand-in behaves; {@code null} when events go to WorkOS itself
   * @param waiting how many events are to be sent
   * @param parked how many were refused for good
   * @param delivered how many were taken
   * @param lost how many could not be kept
   * @param obstacle why nothing is being delivered, or {@code null}
   * @param recorded what was recorded since the caller last asked
   * @param arrived what the stand-in took since the caller last asked
   */
  public record Trail(
      String run,
      Behaviour behaviour,
      long waiting,
      long parked,
      long delivered,
      long lost,
      String obstacle,
      List<Recorded> recorded,
      List<Arrival> arrived) {}

  /**
   * What the stand-in shall do.
   *
   * @param behaviour how it behaves from now on
   */
  public record Wish(@NotNull Behaviour behaviour) {}

  /** How things are, and what is new after the given numbers. */
  @GET
  public Trail trail(
      @QueryParam("recorded") @DefaultValue("0") long recorded,
      @QueryParam("arrived") @DefaultValue("0") long arrived) {
    var standIn = StandInConfig.standIn();
    return new Trail(
        RUN,
        standIn.map(StandIn::behaviour).orElse(null),
        status.waiting(),
        status.parked(),
        status.delivered(),
        status.lost(),
        status.obstacle().orElse(null),
        recent.after(recorded),
        standIn.map(s -> s.after(arrived)).orElse(List.of()));
  }

  /** Lets WorkOS be up, slow, out of patience or down, when it is only the stand-in. */
  @AuditIgnored
  @PUT
  @Path("workos")
  @Consumes(MediaType.APPLICATION_JSON)
  public void behave(@NotNull @Valid Wish wish) {
    StandInConfig.standIn()
        .orElseThrow(() -> new NotFoundException("events go to WorkOS itself"))
        .behave(wish.behaviour());
  }
}
