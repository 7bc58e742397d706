// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** What the beans of {@link InterfaceResource} implement and extend: only here is it audited. */
final class InterfaceContract {
  private InterfaceContract() {}

  /** What a resource implements. */
  public interface Things {
    @PUT
    @Path("{id}")
    @AuditLogged(
        value = "thing.renamed",
        metadata = {
          @AuditMetadata(name = "name", value = "${name}"),
          @AuditMetadata(name = "result", value = "${result}")
        })
    String rename(@PathParam("id") @AuditTarget(type = "thing") String id, String name);
  }

  /** What resources of many types implement. */
  public interface Crud<T> {
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @AuditLogged(
        value = "thing.saved",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    Object save(@AuditTarget(type = "thing") T entity);
  }

  /** What resources of many types extend. */
  public abstract static class Base<K> {
    @GET
    @Path("{id}")
    @AuditLogged(
        value = "thing.read",
        metadata = @AuditMetadata(name = "result", value = "${result}"))
    public Object read(@PathParam("id") @AuditTarget(type = "thing") K id) {
      return id;
    }
  }

  /** A service by its interface. */
  public interface Store<T> {
    @AuditLogged("text.put")
    String put(@AuditTarget(type = "text") T text);

    String put(int number);

    @AuditLogged("store.inherited")
    String inherited();

    @AuditLogged("store.standard")
    default String standard() {
      return "standard";
    }
  }

  /** Has what the interface wants without knowing it. */
  public static class Stored {
    public String inherited() {
      return "inherited";
    }
  }

  /** What clerks do. */
  public interface Clerk {
    String take(String text);
  }

  /** Audited by what it overrides. */
  public abstract static class Clerks implements Clerk {
    @Override
    @AuditLogged("text.taken")
    public String take(@AuditTarget(type = "text") String text) {
      return "taken " + text;
    }
  }
}
