// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Takes what clients send, if they do. */
@RequestScoped
@Path("uploads/{name}")
public class UploadResource {

  /** The server reads it before the method runs. */
  @POST
  @Path("whole")
  @Consumes(MediaType.TEXT_PLAIN)
  @AuditLogged("upload.taken")
  public int take(@PathParam("name") @AuditTarget(type = "upload") String name, String all) {
    return all.length();
  }

  /** The method reads it. */
  @POST
  @Path("streamed")
  @Consumes(MediaType.TEXT_PLAIN)
  @AuditLogged("upload.read")
  public int read(@PathParam("name") @AuditTarget(type = "upload") String name, InputStream all)
      throws IOException {
    return all.readAllBytes().length;
  }
}
