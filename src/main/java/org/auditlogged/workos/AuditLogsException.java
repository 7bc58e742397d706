// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.workos;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * WorkOS did not do what {@link AuditLogsClient} asked for; each kind says what to do about it. No
 * text of it holds the API key.
 *
 * <table>
 *   <caption>which answer becomes which exception</caption>
 *   <tr><th>answer</th><th>exception</th></tr>
 *   <tr><td>no key is set, or it cannot stand in a header</td><td>{@link KeyRefused}</td></tr>
 *   <tr><td>401, 403</td><td>{@link KeyRefused}</td></tr>
 *   <tr><td>404</td><td>{@link NotFound}</td></tr>
 *   <tr><td>422</td><td>{@link Unprocessable}</td></tr>
 *   <tr><td>429, for longer than the client waits by itself</td><td>{@link RateLimited}</td></tr>
 *   <tr><td>400, and any other from 400 to 499</td><td>{@link BadRequest}</td></tr>
 *   <tr><td>408, 5xx, 3xx; no answer; one that is not WorkOS's</td><td>{@link Unavailable}</td></tr>
 *   <tr><td>an export that failed, is gone, or is not ready in time</td><td>{@link
 *       ExportFailed}</td></tr>
 * </table>
 */
public abstract sealed class AuditLogsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Said said;

  private AuditLogsException(String message, Said said) {
    super(Objects.requireNonNull(message, "message"));
    this.said = Objects.requireNonNull(said, "said");
  }

  /**
   * What WorkOS said.
   *
   * @param status the status; 0 when there was no answer
   * @param code WorkOS's code, like {@code invalid_audit_log_export_range_date}, or {@code null}
   * @param requestId the id that WorkOS's support asks for, or {@code null}
   * @param problems what it found wrong, one text for each, like {@code targets required};
   *     unmodifiable
   */
  public record Said(int status, String code, String requestId, List<String> problems)
      implements Serializable {
    /** Copies. */
    public Said {
      problems = List.copyOf(problems);
    }

    /** Nothing, because there was no answer. */
    public static final Said NOTHING = new Said(0, null, null, List.of());
  }

  /**
   * The status of the answer.
   *
   * @return the status; 0 when there was none
   */
  public int status() {
    return said.status;
  }

  /**
   * WorkOS's own code for what is wrong.
   *
   * @return the code, if it gave one
   */
  public Optional<String> code() {
    return Optional.ofNullable(said.code);
  }

  /**
   * The request's id, which WorkOS's support asks for.
   *
   * @return the id, if there was one
   */
  public Optional<String> requestId() {
    return Optional.ofNullable(said.requestId);
  }

  /**
   * What WorkOS found wrong in the request.
   *
   * @return one text for each; often empty
   */
  public List<String> problems() {
    return said.problems;
  }

  /** 400 and the like: asking again with the same request is of no use. */
  public static final class BadRequest extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what WorkOS said
     */
    public BadRequest(String message, Said said) {
      super(message, said);
    }
  }

  /** There is no key, it is wrong, or it may not do this: set {@code workos.api-key}. */
  public static final class KeyRefused extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what WorkOS said; nothing when it was not asked
     */
    public KeyRefused(String message, Said said) {
      super(message, said);
    }
  }

  /** 404: there is no such action, export or organization. */
  public static final class NotFound extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what WorkOS said
     */
    public NotFound(String message, Said said) {
      super(message, said);
    }
  }

  /** 422: a value that WorkOS does not take; {@link #problems()} names it, if WorkOS does. */
  public static final class Unprocessable extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what WorkOS said
     */
    public Unprocessable(String message, Said said) {
      super(message, said);
    }
  }

  /** 429: nothing was done; ask again later. The limit is one for all nodes of an account. */
  public static final class RateLimited extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what WorkOS said
     * @param retryAfter how long WorkOS asks to wait
     */
    public RateLimited(String message, Said said, Duration retryAfter) {
      super(message, said);
      this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * How long to wait before the next request.
     *
     * @return the time that WorkOS named, else a second
     */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /**
   * WorkOS cannot be reached, or something before it answered. What was to be created or changed
   * may have been: look before asking again.
   */
  public static final class Unavailable extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param said what was said, perhaps not by WorkOS
     */
    public Unavailable(String message, Said said) {
      super(message, said);
    }
  }

  /** An export that failed, is gone, or is not ready within the given time. */
  public static final class ExportFailed extends AuditLogsException {
    private static final long serialVersionUID = 1L;

    private final AuditLogExport.State state;

    /**
     * Made by this library, and by tests.
     *
     * @param message for people
     * @param state how far it was; {@code PENDING} when time ran out
     */
    public ExportFailed(String message, AuditLogExport.State state) {
      super(message, Said.NOTHING);
      this.state = Objects.requireNonNull(state, "state");
    }

    /**
     * How far the export was.
     *
     * @return its last known state
     */
    public AuditLogExport.State state() {
      return state;
    }
  }
}
