// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.validation.constraints.Size;

/**
 * What a client says of itself when somebody signs in.
 *
 * @param extra anything worth keeping, such as the device; may be left out
 */
public record Login(@Size(max = 200) String extra) {}
