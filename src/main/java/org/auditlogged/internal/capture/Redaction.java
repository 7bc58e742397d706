// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import org.auditlogged.internal.AuditConfig;

/**
 * Takes secrets out of values, before anything else is done with them.
 *
 * <ol>
 *   <li>A value whose name {@linkplain SecretNames is secret} becomes {@code [redacted]}, whatever
 *       it is; {@code null} stays {@code null}.
 *   <li>Objects are {@linkplain RedactionPass gone through}: maps, collections, arrays, records.
 *   <li>Texts, numbers and every other object's text are {@linkplain SecretTexts searched}.
 * </ol>
 *
 * <p>Invariants: what was not looked at does not leave. Nothing is thrown but {@link
 * OutOfMemoryError}. Immutable, for any thread.
 */
public final class Redaction {
  public static final String REDACTED = SecretShapes.REDACTED;

  private final SecretNames names;
  private final SecretTexts texts;

  public Redaction(AuditConfig.Capture settings) {
    names = new SecretNames(settings.redact());
    texts = new SecretTexts(names);
  }

  /** Whether values of that name never leave. */
  boolean isSecret(String name) {
    return names.hits(name);
  }

  /** The value without secrets; the given one is not changed. */
  public Object redact(String name, Object value) {
    if (value instanceof String text) {
      return name != null && names.hits(name) ? REDACTED : texts.redact(text);
    }
    return value == null ? null : new RedactionPass(names, texts).redact(name, value, 0);
  }

  /** The text without secrets; {@code null} stays {@code null}. */
  public String redactText(String text) {
    return text == null ? null : texts.redact(text);
  }
}
