// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.schema;

import java.util.List;

/**
 * What became of an action whose schema was to be created. Immutable.
 *
 * @param schema what the code says
 * @param version the version that its events are judged by from now on
 * @param how how it came to be
 * @param details of {@link How#CREATED_TWICE} the other version, of {@link How#CREATED_OTHERWISE}
 *     what differs; else none
 */
public record Registered(ActionSchema schema, int version, How how, List<String> details) {

  /** How a version came to be. */
  public enum How {
    /** Somebody else made it between two looks. */
    FOUND,
    /** We made it. */
    CREATED,
    /** We asked for it, the answer got lost, and there it is. */
    CREATED_UNANSWERED,
    /** We made it, and somebody else an identical one in the same moment. */
    CREATED_TWICE,
    /** We made it, and WorkOS has something else. */
    CREATED_OTHERWISE
  }

  /** Whether it came out as it should. */
  public boolean isPlain() {
    return how != How.CREATED_TWICE && how != How.CREATED_OTHERWISE;
  }

  /** One line for people. */
  public String text() {
    var version = schema.action() + ": version " + this.version;
    return switch (how) {
      case FOUND -> version + " is there; somebody else created it meanwhile";
      case CREATED -> version + " created";
      case CREATED_UNANSWERED -> version + " created; the answer got lost, but it is there";
      case CREATED_TWICE ->
          version
              + " is used; version "
              + String.join(", ", details)
              + " says the same, because somebody else registered in the same moment";
      case CREATED_OTHERWISE ->
          version
              + " created, but WorkOS says it differently: "
              + String.join("; ", details)
              + ". Pin it in "
              + LockFile.NAME
              + ", else it is created again";
    };
  }
}
