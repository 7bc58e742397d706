// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.auditlogged.AuditEvent;
import org.auditlogged.AuditNotRecordedException;
import org.auditlogged.AuditOutcome;
import org.auditlogged.Caller;
import org.auditlogged.internal.AuditConfig.Capture;
import org.auditlogged.internal.AuditConfig.OnFailure;
import org.auditlogged.internal.Log;
import org.auditlogged.internal.Message;
import org.auditlogged.internal.outbox.Entry;
import org.auditlogged.internal.outbox.Ledger.Note;
import org.auditlogged.internal.outbox.Outbox;
import org.auditlogged.internal.outbox.OutboxException;
import org.auditlogged.internal.workos.Fit;

/**
 * Brings events into the outbox, then tells the application. Invariant: each draft becomes at most
 * one event, and one that cannot be kept is counted and shouted about. Nothing but {@link
 * AuditNotRecordedException} ever comes out, and that only where it was asked for. For any thread.
 */
public final class Recorder {
  private final Assembler assembler;
  private final Outbox outbox;
  private final Steps steps;
  private final Capture settings;
  private final Log log;

  /**
   * What is done with an event that fits.
   *
   * @param pins gives it the version of its schema
   * @param writer makes what is stored and sent
   * @param announcer tells the application, asynchronously, once it is safe
   */
  public record Steps(
      UnaryOperator<AuditEvent> pins,
      Function<AuditEvent, Entry> writer,
      Consumer<AuditEvent> announcer) {}

  public Recorder(Assembler assembler, Outbox outbox, Steps steps, Capture settings) {
    this(assembler, outbox, steps, settings, Log.of(Recorder.class));
  }

  Recorder(Assembler assembler, Outbox outbox, Steps steps, Capture settings, Log log) {
    this.assembler = assembler;
    this.outbox = outbox;
    this.steps = steps;
    this.settings = settings;
    this.log = log;
  }

  /**
   * Whether a call whose event has to be kept may run.
   *
   * @throws CallRefusedException when the event could not be kept now
   */
  public void require(AuditPoint point) {
    if (point.act().required()) {
      try {
        outbox.check();
      } catch (OutboxException e) {
        throw new CallRefusedException(
            point.place() + " was refused because it could not be audited: " + e.getMessage(), e);
      }
    }
  }

  /** Whether a call whose event could not be kept tells its caller so. */
  public boolean tells(AuditPoint point) {
    return settings.onFailure() == OnFailure.FAIL || point.act().required();
  }

  /**
   * The call has ended: makes its event and keeps it, if nobody did so before.
   *
   * @throws AuditNotRecordedException when it could not be kept and the caller is to know
   */
  public void settle(Draft draft) {
    if (!draft.settle()) {
      return;
    }
    // whatever observers call in turn speaks of this draft
    CurrentDraft.enter(draft);
    try {
      var event = assembler.assemble(draft);
      if (event.isPresent()) {
        keep(List.of(event.get()), draft.outcome() == AuditOutcome.DENIED);
      }
    } catch (Throwable e) {
      // Throwable: whatever happens in here, the audited call has to go on
      lose(1, draft.id().toString(), draft.action(), e);
      if (tells(draft.point())) {
        throw new AuditNotRecordedException(
            draft.point().place() + " could not be audited: " + reason(e), e);
      }
    } finally {
      CurrentDraft.leave();
      draft.forget();
    }
  }

  /**
   * A call has returned, and its transaction goes on or is about to be committed: makes its event
   * as it is now, and keeps it there. The draft itself stays open until that has come to an end,
   * which may be another than is expected.
   *
   * @return what is in the transaction; {@code null} when that cannot be, and the draft has to be
   *     settled as if there were none
   * @throws AuditNotRecordedException when it could not be kept, and nothing may be done without
   */
  public Finished join(Draft draft) {
    try {
      if (!Endings.isThere(draft.result()) || !draft.take() || !outbox.canJoin()) {
        return null;
      }
      var finished = success(draft.copy());
      if (finished == null || finished.isEmpty()) {
        return finished;
      }
      if (!isJoined(draft, finished)) {
        return null;
      }
      draft.enteredTransaction();
      return finished;
    } catch (AuditNotRecordedException e) {
      throw e;
    } catch (Throwable e) {
      // Throwable: the transaction has to go on, and the event is made after it
      log.write(Message.CAPTURE_FAILED, e, draft.point().place(), e.getClass().getName());
      return null;
    }
  }

  /** Of a success; empty when nobody wants to know of it; {@code null} when it is none. */
  private Finished success(Draft draft) {
    Endings.settle(draft);
    if (Endings.outcome(draft.ending()) != AuditOutcome.SUCCESS) {
      return null;
    }
    CurrentDraft.enter(draft);
    try {
      return finish(assembler.assemble(draft).stream().toList(), false);
    } finally {
      CurrentDraft.leave();
      draft.forget();
    }
  }

  private boolean isJoined(Draft draft, Finished finished) {
    try {
      return outbox.join(finished.entries());
    } catch (OutboxException e) {
      boolean tells = tells(draft.point());
      log.write(
          Message.NOT_JOINED,
          e,
          draft.id(),
          draft.action(),
          reason(e),
          tells ? "that is rolled back" : "it is kept once that is committed");
      if (tells) {
        throw new AuditNotRecordedException(
            draft.point().place() + " could not be audited: " + reason(e), e);
      }
      return false;
    }
  }

  /** The transaction that the event is in has been committed. */
  public void committed(Draft draft, Finished finished) {
    if (draft.settleAhead()) {
      draft.forget();
      kept(finished);
    }
  }

  /** The call has returned, and its transaction goes on: what annotations name is read now. */
  public void readAhead(Draft draft) {
    try {
      assembler.readAhead(draft);
    } catch (Throwable e) {
      // Throwable: the audited call has to go on, and its event is made of what there is
      log.write(Message.CAPTURE_FAILED, e, draft.point().place(), e.getClass().getName());
    }
  }

  /**
   * Records events that the application built, all or none.
   *
   * @throws AuditNotRecordedException when they could not be kept
   */
  public void record(Collection<AuditEvent> events, Caller caller, RequestFacts request) {
    try {
      keep(
          events.stream().map(event -> assembler.complete(event, caller, request)).toList(), false);
    } catch (Throwable e) {
      var first = events.iterator().next();
      lose(events.size(), first.id().toString(), first.action(), e);
      throw new AuditNotRecordedException(
          events.size() + " events could not be recorded: " + reason(e), e);
    }
  }

  /** Urgent ones overtake a backlog: somebody may be trying doors just now. */
  private void keep(Collection<AuditEvent> events, boolean isUrgent) {
    var finished = finish(events, isUrgent);
    if (!finished.isEmpty()) {
      outbox.append(finished.entries());
      kept(finished);
    }
  }

  private void kept(Finished finished) {
    outbox.note(Note.CUT, finished.smaller());
    finished.events().forEach(this::announce);
  }

  private Finished finish(Collection<AuditEvent> events, boolean isUrgent) {
    var fitted = new ArrayList<AuditEvent>(events.size());
    var entries = new ArrayList<Entry>(events.size());
    int smaller = 0;
    for (var event : events) {
      var fit = Fit.of(event, settings.maxEventBytes());
      if (fit.event().organization() == null) {
        log.write(Message.NO_ORGANIZATION, fit.event().action());
      }
      smaller += fit.cut() > 0 ? 1 : 0;
      var pinned = steps.pins().apply(fit.event());
      fitted.add(pinned);
      var entry = steps.writer().apply(pinned);
      entries.add(isUrgent ? entry.urgent() : entry);
    }
    return new Finished(fitted, entries, smaller);
  }

  private void announce(AuditEvent event) {
    try {
      steps.announcer().accept(event);
    } catch (RuntimeException e) {
      // the courier looks into the outbox by itself
      log.write(Message.NOT_FIRED, e, event.id(), e.getClass().getName());
    }
  }

  private void lose(int count, String id, String action, Throwable e) {
    if (e instanceof OutboxException.Unknown) {
      // the outbox counts it, once it knows
      log.write(Message.NOT_KNOWN, e, id, action, reason(e));
      return;
    }
    outbox.note(Note.LOST, count);
    log.write(Message.LOST, e, id, action, reason(e));
  }

  private static String reason(Throwable e) {
    // our own exceptions speak for themselves; the text of a foreign one may hold what must not be
    // logged
    return e instanceof OutboxException ? e.getMessage() : e.getClass().getName();
  }
}
