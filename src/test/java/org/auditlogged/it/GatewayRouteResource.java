// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** What the gateway page calls, without a word of auditing. */
@RequestScoped
@Path("sessions")
public class GatewayRouteResource {
  @POST
  public Map<String, String> signIn(Map<String, String> login) {
    return Map.of(
        "userId", "user_01",
        "name", "Jon Smith",
        "team", "team_01",
        "owner", "user_02",
        "role", "admin");
  }
}
