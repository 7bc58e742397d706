// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import org.auditlogged.AuditLogged;

/** A service, audited as a whole, each of whose methods inserts a row and ends in its own way. */
@ApplicationScoped
@AuditLogged("own")
public class OwnDatabaseBean {
  @Resource TransactionSynchronizationRegistry registry;
  @Inject UserTransaction transaction;
  @Inject OwnDatabaseThings things;

  public void plain(String id) {
    things.insert(id);
  }

  @Transactional
  public void required(String id) {
    things.insert(id);
  }

  @Transactional
  public void unchecked(String id) {
    things.insert(id);
    throw new IllegalStateException();
  }

  @Transactional
  public void checked(String id) throws IOException {
    things.insert(id);
    throw new IOException();
  }

  @Transactional
  public void undone(String id) {
    things.insert(id);
    registry.setRollbackOnly();
  }

  /** Returns, and cannot be committed. */
  @Transactional
  public void dangling(String id) {
    things.insertDangling(id);
  }

  @Transactional(TxType.REQUIRES_NEW)
  public void separate(String id) {
    things.insert(id);
  }

  @Transactional(TxType.NOT_SUPPORTED)
  public void outside(String id) {
    things.insert(id);
  }

  public void begun(String id) throws Exception {
    transaction.begin();
    things.insert(id);
    transaction.commit();
  }
}
