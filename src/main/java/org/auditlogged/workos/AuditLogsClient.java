// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Audit Logs API but for its events, which {@link org.auditlogged.AuditLog} takes.
 * {@code @Inject} it; it works also when {@code auditlogged.enabled} is false. For any thread.
 *
 * <ol>
 *   <li>It calls WorkOS through the MicroProfile REST client that {@code workos/mp-rest/…}
 *       configures, with the key that {@code workos.api-key} holds at that moment.
 *   <li>Every method waits for the answer. Asked to slow down (429), it waits as long as WorkOS
 *       says and asks again, for a minute in all.
 *   <li>Nothing else is asked for a second time: an answer that got lost is {@link
 *       AuditLogsException.Unavailable}, and what was to be created may be there.
 *   <li>Every method throws an {@link AuditLogsException} when WorkOS does not do what it is asked
 *       for, and {@link IllegalArgumentException} for an argument that is blank.
 * </ol>
 */
public interface AuditLogsClient {

  /**
   * All actions, the newest first. The stream asks for a page when it comes to it, and throws from
   * there.
   *
   * @return the actions, as they are while the stream is read
   */
  Stream<AuditLogAction> actions();

  /**
   * All versions of an action's schema, the newest first. The stream asks for a page when it comes
   * to it, and throws from there.
   *
   * @param action the action
   * @return the versions, as they are while the stream is read
   * @throws AuditLogsException.NotFound from the stream, when there is no such action
   */
  Stream<AuditLogSchemaVersion> schemas(String action);

  /**
   * Adds a version to an action's schema, and the action if there is none. Whether an identical
   * schema becomes a further version is not documented: compare first.
   *
   * @param action the action
   * @param schema what to demand of its events
   * @return the version
   * @throws AuditLogsException.Unprocessable when WorkOS does not take the schema
   * @throws IllegalArgumentException when the schema has no target
   */
  AuditLogSchemaVersion createSchema(String action, AuditLogSchema schema);

  /**
   * Asks for an export, which WorkOS then makes.
   *
   * @param request which events it has
   * @return the export, most likely {@link AuditLogExport.State#PENDING}
   * @throws AuditLogsException.BadRequest when WorkOS does not take the range
   */
  AuditLogExport createExport(AuditLogExportRequest request);

  /**
   * An export as it is now.
   *
   * @param id its id
   * @return the export, with a fresh address when it is ready
   * @throws AuditLogsException.NotFound when there is no such export
   */
  AuditLogExport export(String id);

  /**
   * Asks after an export until it is ready, at growing distances. An outage in between changes
   * nothing.
   *
   * @param id its id
   * @param limit how long to wait at most
   * @return the export, which is {@link AuditLogExport.State#READY}
   * @throws AuditLogsException.ExportFailed when it failed, is gone, or is not ready within the
   *     limit; in the last case it can be awaited again
   */
  AuditLogExport awaitExport(String id, Duration limit);

  /**
   * Downloads the CSV of an export that is ready, with a fresh address. The key is not sent to
   * where the CSV lies. The file appears, or is replaced, when all of it is there; only its owner
   * can read it, where the file system knows owners.
   *
   * @param id the export's id
   * @param file where to put it; its folder must be there
   * @return the file
   * @throws AuditLogsException.ExportFailed when the export is not ready
   * @throws AuditLogsException.Unavailable when it could not be read whole within ten minutes
   * @throws IOException when the file cannot be written
   */
  Path downloadExport(String id, Path file) throws IOException;

  /**
   * How long WorkOS keeps an organization's events.
   *
   * @param organization the organization
   * @return days, if it is set
   * @throws AuditLogsException.NotFound when there is no such organization
   */
  Optional<Period> retention(String organization);

  /**
   * Sets how long WorkOS keeps an organization's events. What is older is deleted.
   *
   * @param organization the organization
   * @param period days; WorkOS takes 30 or 365
   * @return what is set now
   * @throws AuditLogsException.Unprocessable when WorkOS does not take the period
   * @throws AuditLogsException.NotFound when there is no such organization
   * @throws IllegalArgumentException when the period is not a positive number of days
   */
  Period retain(String organization, Period period);

  /**
   * A link to the Admin Portal's page of audit logs, for an administrator of the organization. It
   * lives for minutes, and whoever has it is let in: keep it out of logs.
   *
   * @param organization the organization
   * @return the link
   * @throws AuditLogsException.NotFound when there is no such organization
   */
  URI portalLink(String organization);

  /**
   * As {@link #portalLink(String)}, and says where the portal leads back to.
   *
   * @param organization the organization
   * @param back where the portal's way back leads to
   * @return the link
   */
  URI portalLink(String organization, URI back);
}
