// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** That of auditlogged.outbox.schema, by the same rule: it becomes part of statements. */
final class SchemaName implements ITypeConverter<String> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  @Override
  public String convert(String value) {
    if (!NAME.matcher(value).matches()) {
      throw new TypeConversionException(
          "expected a name of letters, digits and _, at most 63, was \"" + value + "\"");
    }
    return value;
  }
}
