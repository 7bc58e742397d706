// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** A small vault of secrets whose every use is written to WorkOS Audit Logs. */
@ApplicationPath("api")
@ApplicationScoped
@DeclareRoles({Role.ADMIN, Role.USER})
@BasicAuthenticationMechanismDefinition(realmName = "vault")
public class VaultApplication extends Application {}
