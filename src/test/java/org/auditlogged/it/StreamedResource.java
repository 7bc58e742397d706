// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Answers bit by bit, or with what cannot be written. */
@RequestScoped
@Path("streamed")
public class StreamedResource {
  static final int PIECE = 64 * 1024;
  static final int PIECES = 16;

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

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }
  }
}
