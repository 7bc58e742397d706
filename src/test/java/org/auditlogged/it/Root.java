// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All REST resources of a test, below the root. */
@ApplicationPath("/")
@DeclareRoles("admin")
public class Root extends Application {}
