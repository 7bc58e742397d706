// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.bench.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below {@code /api}. */
@ApplicationScoped
@ApplicationPath("api")
public class Api extends Application {}
