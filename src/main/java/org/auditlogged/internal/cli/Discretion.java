// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cli;

import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Complains of a wrong command line as usual, but repeats nothing of it that may be secret:
 * terminals and the logs of pipelines are read by others.
 */
record Discretion(IParameterExceptionHandler usual) implements IParameterExceptionHandler {
  private static final String ADDRESS = "jdbc:";

  @Override
  public int handleParseException(ParameterException e, String[] arguments) throws Exception {
    var text = e.getMessage();
    for (var argument : arguments) {
      int address = argument.indexOf(ADDRESS);
      if (address >= 0) {
        text = text.replace(argument.substring(address), ADDRESS + "…");
      }
      if (argument.startsWith("--password=")) {
        text = "--password takes no value: it asks for one";
      }
    }
    return usual.handleParseException(
        text.equals(e.getMessage()) ? e : new ParameterException(e.getCommandLine(), text, e),
        arguments);
  }
}
