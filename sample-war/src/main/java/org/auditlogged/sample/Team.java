// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The team that shares the vault, and the identity store of this application. */
@ApplicationScoped
public class Team implements IdentityStore {
  static final String ID = "platform";
  static final String OWNER = "alice";

  private static final Member ALICE = new Member("alice", "wonderland", "Alice Archer", Role.ADMIN);
  private static final Member BOB = new Member("bob", "builder", "Bob Baker", Role.USER);

  Optional<Member> member(String userId) {
    return Stream.of(ALICE, BOB).filter(member -> member.userId().equals(userId)).findAny();
  }

  /** Called by Jakarta Security. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return member(credential.getCaller())
        .filter(member -> credential.compareTo(member.userId(), member.password()))
        .map(member -> new CredentialValidationResult(member.userId(), Set.of(member.role())))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }
}
