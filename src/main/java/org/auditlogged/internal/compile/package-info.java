// SPDX-License-Identifier: Apache-2.0
/**
 * The annotation processor: what is wrong with annotations is an error of the compilation, and what
 * they say of an application's actions becomes a file beside its classes. Needs nothing at run
 * time, and of the platform nothing but the JDK.
 */
package org.auditlogged.internal.compile;
