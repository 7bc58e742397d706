// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;
import org.auditlogged.CallContext;
import org.auditlogged.Caller;
import org.auditlogged.CallerResolver;

/** Takes secrets from wherever a client can put them, and tells its auditing all of them. */
@Path("canary")
public class CanaryResource {

  /** What somebody signs in with. */
  public static class Login {
    private String user;
    private String password;

    public String getUser() {
      return user;
    }

    public void setUser(String user) {
      this.user = user;
    }

    public String getPassword() {
      return password;
    }

    public void setPassword(String password) {
      this.password = password;
    }

    @Override
    public String toString() {
      return "Login(user=" + user + ", password=" + password + ")";
    }
  }

  /** Says what it was told. */
  @ApplicationScoped
  public static class Birdwatcher implements CallerResolver {
    @Override
    public Caller resolve(CallContext call) {
      return Caller.of("user", "Bearer " + call.header("X-Bird-Token").orElse("none"))
          .named("token=" + call.header("X-Bird-Token").orElse("none"))
          .with("password", call.header("X-Bird-Token").orElse("none"));
    }
  }

  @Inject private AuditDraft draft;

  @POST
  @Path("{token}")
  @Consumes("application/json")
  @AuditLogged(
      value = "canary.flown",
      targets = {
        @AuditTarget(type = "bean", id = "${login}", name = "${request.headers}"),
        @AuditTarget(type = "path", id = "${request.pathParams['token']}")
      },
      metadata = {
        @AuditMetadata(name = "a", value = "${request.headers['X-Api-Key']}"),
        @AuditMetadata(name = "b", value = "${request.headers}"),
        @AuditMetadata(name = "c", value = "${request.cookies}"),
        @AuditMetadata(name = "d", value = "${request.queryParams['access_token']}"),
        @AuditMetadata(name = "e", value = "${login.user} ${login.password}"),
        @AuditMetadata(name = "f", value = "${login}"),
        @AuditMetadata(name = "g", value = "${exception.message}"),
        @AuditMetadata(name = "h", value = "${exception}"),
        @AuditMetadata(name = "i", value = "${login.password + 1}"),
        @AuditMetadata(name = "j", value = "${request.headers['Referer']}"),
        @AuditMetadata(name = "k", value = "${request}")
      })
  public String fly(
      @PathParam("token") @AuditTarget(type = "token") String it,
      @QueryParam("access_token") @AuditMetadata(name = "l") String query,
      @CookieParam("session_id") @AuditMetadata(name = "m") String cookie,
      @HeaderParam("X-Api-Key") @AuditMetadata(name = "n") String header,
      Login login) {
    draft
        .metadata("o", Map.of("name", "password", "value", login.password))
        .metadata("password", login.password)
        .metadata("p", "jdbc:pg://jon:" + login.password + "@db/shop");
    throw new WebApplicationException("failed for password=" + login.password + " of jon", 409);
  }
}
