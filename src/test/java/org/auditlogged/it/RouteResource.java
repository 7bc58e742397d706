// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditIgnored;
import org.auditlogged.AuditLogged;

/** Knows nothing of auditing, but where it says so; whether it is a bean is up to the server. */
@Path("admin/users")
public class RouteResource {
  @Inject AuditDraft draft;

  @GET
  @Path("{name}")
  public String read(@PathParam("name") String name) {
    return "user " + name;
  }

  @POST
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Map<String, String> change(@PathParam("name") String name, Map<String, Object> change) {
    return Map.of("changed", name, "role", String.valueOf(change.get("role")));
  }

  /** The length and the checksum of what is sent. */
  @POST
  @Path("{name}/picture")
  public String picture(InputStream picture) throws IOException {
    var bytes = picture.readAllBytes();
    var crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + crc.getValue();
  }

  @POST
  @Path("{name}/begin")
  public String begin(InputStream entity) throws IOException {
    return "begins with " + (char) entity.read();
  }

  @POST
  @Path("{name}/unread")
  public String unread() {
    return "not read";
  }

  @GET
  @Path("{name}/drafted")
  public String drafted() {
    draft.metadata("said", "by the resource");
    return "drafted";
  }

  @GET
  @Path("{name}/later")
  public CompletionStage<String> later() {
    return CompletableFuture.supplyAsync(
        () -> "later", CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
  }

  @Path("{name}/keys")
  public Keys keys() {
    return new Keys();
  }

  /** A sub-resource. */
  public static class Keys {
    @GET
    @Path("{key}")
    public String read(@PathParam("key") String key) {
      return "key " + key;
    }
  }

  @DELETE
  @Path("{name}")
  @AuditLogged("user.deleted")
  public String delete() {
    return "deleted";
  }

  @DELETE
  @Path("{name}/picture")
  @AuditIgnored
  public String deletePicture() {
    return "deleted";
  }
}
