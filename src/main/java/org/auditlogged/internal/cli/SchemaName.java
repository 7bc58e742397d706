// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import org.auditlogged.internal.AuditConfig.Table;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** That of auditlogged.outbox.schema, by the same rule. */
final class SchemaName implements ITypeConverter<String> {
  @Override
  public String convert(String value) {
    if (!Table.isSchemaName(value)) {
      throw new TypeConversionException(
          "expected " + Table.SCHEMA_NAME + ", was \"" + value + "\"");
    }
    return value;
  }
}
