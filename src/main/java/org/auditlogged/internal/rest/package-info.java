// SPDX-License-Identifier: Apache-2.0
/** The filters: what a REST request shows before, after and instead of the method. */
package org.auditlogged.internal.rest;
