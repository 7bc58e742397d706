// SPDX-License-Identifier: Apache-2.0
/** Everything that knows WorkOS's wire: the document, its limits, what each answer means. */
package org.auditlogged.internal.workos;
