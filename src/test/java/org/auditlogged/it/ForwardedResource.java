// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditMetadata;
import org.auditlogged.AuditTarget;

/** Hands requests on, as an application with old parts does. */
@RequestScoped
@Path("forwarded/{id}")
public class ForwardedResource {
  @Inject private AuditDraft draft;

  @GET
  @Path("inner")
  @AuditLogged("inner.read")
  public String inner(@PathParam("id") @AuditTarget(type = "inner") String id) {
    draft.metadata("said", "inside");
    return "inner " + id;
  }

  @GET
  @Path("plain")
  public String plain() {
    return "plain";
  }

  @GET
  @Path("forward/{to}")
  @AuditLogged("outer.forwarded")
  public void forward(
      @PathParam("id") @AuditTarget(type = "outer") String id, @PathParam("to") String to)
      throws Exception {
    Servlet.forward("/forwarded/" + id + "0/" + to);
    draft.metadata("said", "outside");
  }

  /** Hands on to itself. */
  @GET
  @Path("again/{depth}")
  @AuditLogged("outer.again")
  public void again(
      @PathParam("id") @AuditTarget(type = "outer") String id,
      @PathParam("depth") @AuditMetadata(name = "depth") int depth)
      throws Exception {
    if (depth > 0) {
      Servlet.forward("/forwarded/" + id + "/again/" + (depth - 1));
    }
    draft.metadata("said", "at " + depth);
  }

  /** On Payara what is included has to be no REST: Jersey reads the outer request's path. */
  @GET
  @Path("include")
  @AuditLogged("outer.included")
  public void include(@PathParam("id") @AuditTarget(type = "outer") String id) throws Exception {
    Servlet.include("/part");
    draft.metadata("said", "outside");
  }

  /**
   * Keeps the server's own request and response: what REST injects is a proxy, which speaks of the
   * inner request as soon as there is one.
   */
  @WebFilter("/*")
  public static class Servlet extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<HttpServletRequest> REQUEST = new ThreadLocal<>();
    private static final ThreadLocal<HttpServletResponse> RESPONSE = new ThreadLocal<>();

    static void forward(String to) throws ServletException, IOException {
      REQUEST.get().getRequestDispatcher(to).forward(REQUEST.get(), RESPONSE.get());
    }

    static void include(String what) throws ServletException, IOException {
      REQUEST.get().getRequestDispatcher(what).include(REQUEST.get(), RESPONSE.get());
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      REQUEST.set(request);
      RESPONSE.set(response);
      chain.doFilter(request, response);
    }
  }

  /** A part of a page. */
  @WebServlet("/part")
  public static class Part extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print("part");
    }
  }
}
