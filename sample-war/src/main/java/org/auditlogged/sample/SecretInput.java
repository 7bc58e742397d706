// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What a client sends to create or change a secret.
 *
 * @param name its name
 * @param value what is secret
 * @param lifetime after how many seconds it is to be removed, or {@code null} for never
 */
public record SecretInput(
    @NotBlank @Size(max = 60) String name,
    @NotBlank @Size(max = 1000) String value,
    @Min(1) @Max(31_536_000) Long lifetime) {}
