// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** Says something of its own about methods of {@link AuditedClassResource}. */
public interface AuditedClassContract {
  @GET
  @Path("{id}/contract")
  @AuditLogged("contract.read")
  String contract(@PathParam("id") @AuditTarget(type = "secret") String id);

  @GET
  @Path("{id}/nearer")
  @AuditLogged("contract.read")
  String nearer(@PathParam("id") @AuditTarget(type = "secret") String id);

  @GET
  @Path("{id}/quiet")
  @AuditLogged("contract.read")
  String quiet(@PathParam("id") @AuditTarget(type = "secret") String id);
}
