// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Real authentication: Basic, through Jakarta Security; the user {@code admin} is one. */
@BasicAuthenticationMechanismDefinition(realmName = "it")
@ApplicationScoped
public class Users implements IdentityStore {
  static final String PASSWORD = "correct horse";

  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return credential.compareTo(credential.getCaller(), PASSWORD)
        ? new CredentialValidationResult(
            credential.getCaller(),
            credential.getCaller().equals("admin") ? Set.of("admin", "user") : Set.of("user"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
