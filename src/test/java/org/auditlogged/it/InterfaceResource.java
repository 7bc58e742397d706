// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** Says nothing of auditing itself: what it implements and overrides does. */
@RequestScoped
@Path("interface")
public class InterfaceResource extends InterfaceContract.Base<Integer>
    implements InterfaceContract.Things, InterfaceContract.Crud<String> {
  @Inject InterfaceContract.Store<String> store;
  @Inject Desk desk;
  @Inject Session session;

  @Override
  public String rename(String id, String name) {
    return "was " + name;
  }

  @Override
  public String save(String entity) {
    return "saved " + entity;
  }

  /** Overloads what is audited. */
  @POST
  @Path("unaudited")
  @Consumes(MediaType.TEXT_PLAIN)
  public String save(Integer entity) {
    return "kept " + entity;
  }

  @Override
  public String read(Integer id) {
    return "read " + id;
  }

  @POST
  @Path("store")
  public String store(String text) {
    return store.put(text) + store.put(1);
  }

  @POST
  @Path("default")
  public String standard() {
    return store.standard();
  }

  @POST
  @Path("inherited")
  public String inherited() {
    return store.inherited();
  }

  @POST
  @Path("desk")
  public String desk(String text) {
    return desk.take(text);
  }

  @POST
  @Path("session")
  public String session(String text) {
    return session.take(text);
  }

  /** Stores. */
  @ApplicationScoped
  public static class Texts extends InterfaceContract.Stored
      implements InterfaceContract.Store<String> {
    @Override
    public String put(String text) {
      return "put " + text;
    }

    @Override
    public String put(int number) {
      return ", not " + number;
    }
  }

  /** Overrides. */
  @ApplicationScoped
  public static class Desk extends InterfaceContract.Clerks {
    @Override
    public String take(String text) {
      return "desk: " + super.take(text);
    }
  }

  /** An enterprise bean that overrides. */
  @Stateless
  public static class Session extends InterfaceContract.Clerks {
    @Override
    public String take(String text) {
      return "session: " + super.take(text);
    }
  }
}
