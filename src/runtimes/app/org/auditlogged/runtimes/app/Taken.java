// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes.app;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Mapped to 409. */
public class Taken extends Exception {
  private static final long serialVersionUID = 1L;

  /** Maps. */
  @Provider
  public static class Mapper implements ExceptionMapper<Taken> {
    @Override
    public Response toResponse(Taken exception) {
      return Response.status(409).entity("taken").build();
    }
  }
}
