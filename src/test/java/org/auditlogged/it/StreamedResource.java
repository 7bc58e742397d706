// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.auditlogged.AuditDraft;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Answers bit by bit, or with what cannot be written. */
@RequestScoped
@Path("streamed")
public class StreamedResource {
  static final int PIECE = 64 * 1024;
  static final int PIECES = 16;

  @Resource private ManagedExecutorService executor;

  @GET
  @Path("{how}")
  @AuditLogged("report.exported")
  public StreamingOutput stream(@PathParam("how") @AuditTarget(type = "report") String how) {
    return out -> {
      for (int i = 0; i < PIECES; i++) {
        out.write(new byte[PIECE]);
        out.flush();
        if (i == PIECES / 2 && how.equals("broken")) {
          throw new IOException("the disk is gone");
        }
      }
    };
  }

  /** Goes on until nobody reads any more. */
  @GET
  @Path("endless")
  @AuditLogged("report.followed")
  public StreamingOutput endless() {
    return out -> {
      while (true) {
        out.write(new byte[PIECE]);
        out.flush();
      }
    };
  }

  @GET
  @Path("input/{how}")
  @AuditLogged("report.read")
  public InputStream input(@PathParam("how") String how) {
    var begin = new ByteArrayInputStream(new byte[PIECE]);
    return how.equals("broken") ? new SequenceInputStream(begin, new Broken()) : begin;
  }

  @GET
  @Path("entity/{how}")
  @Produces(MediaType.APPLICATION_JSON)
  @AuditLogged("report.shown")
  public Shown entity(@PathParam("how") String how) {
    return new Shown(how);
  }

  @GET
  @Path("later/{how}")
  @Produces(MediaType.APPLICATION_JSON)
  @AuditLogged("report.shown_later")
  public CompletionStage<Shown> later(@PathParam("how") String how) {
    return CompletableFuture.supplyAsync(() -> new Shown(how), executor);
  }

  @GET
  @Path("unwritable")
  @Produces("application/x-nobody-writes-this")
  @AuditLogged("report.drawn")
  public Shown unwritable() {
    return new Shown("ok");
  }

  /** What the client gets as JSON, if it can be written. */
  public static class Shown {
    private final String how;

    Shown(String how) {
      this.how = how;
    }

    public String getHow() {
      if (how.equals("broken")) {
        throw new IllegalStateException("lazy, and too late");
      }
      return how;
    }
  }

  /** Nobody may see it, as turns out when it is written. */
  public static class Unshown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Looks at what is written. */
  @Provider
  public static class Guard implements WriterInterceptor {
    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
      if (context.getEntity() instanceof Shown shown && shown.how.equals("forbidden")) {
        throw new Unshown();
      }
      context.proceed();
    }
  }

  /** Maps, and has something to say of it. */
  @Provider
  public static class UnshownMapper implements ExceptionMapper<Unshown> {
    @Inject private AuditDraft draft;

    @Override
    public Response toResponse(Unshown exception) {
      draft.metadata("said", "by the mapper");
      return Response.status(403).entity("not you").build();
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }
  }
}
