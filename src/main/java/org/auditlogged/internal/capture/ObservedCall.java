// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.auditlogged.Caller;

/**
 * What the container saw of one call, from its begin to its end.
 *
 * <p>Invariant: it is settled once, by whoever comes first. For any thread; all state is behind
 * this object's own lock, which the draft made of it shares.
 */
public abstract class ObservedCall {
  private final UUID id;
  private final AuditPoint point;
  private final RequestFacts request;
  private final Instant occurredAt;

  private boolean isEntered;
  private boolean isEventStream;
  private Object[] arguments;
  private Caller caller;
  private Object result;
  private Throwable exception;
  private boolean hasReturned;
  private boolean hasThrown;
  private boolean isStaged;
  private boolean isTaken;
  private boolean isInside;
  private boolean isDue;
  private boolean isAnswered;
  private int status;
  private boolean isRolledBack;
  // what its end waits for; the method itself is the first
  private int holds = 1;
  private boolean isRead;
  private boolean isSettled;
  private boolean isAhead;
  private boolean isForgotten;

  ObservedCall(AuditPoint point, RequestFacts request, Instant occurredAt) {
    this.id = UUID.randomUUID();
    this.point = point;
    this.request = request;
    this.occurredAt = occurredAt;
  }

  /** What was seen until now, of the same call; nobody waits for a copy. */
  ObservedCall(ObservedCall other) {
    id = other.id;
    point = other.point;
    request = other.request;
    occurredAt = other.occurredAt;
    isEntered = other.isEntered;
    arguments = other.arguments;
    caller = other.caller;
    result = other.result;
    exception = other.exception;
    status = other.status;
    isRead = other.isRead;
  }

  UUID id() {
    return id;
  }

  public AuditPoint point() {
    return point;
  }

  public RequestFacts request() {
    return request;
  }

  Instant occurredAt() {
    return occurredAt;
  }

  /** The method is about to run. */
  public synchronized void entered(Object[] arguments) {
    isEntered = true;
    this.arguments = arguments.clone();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof AsyncResponse || arguments[i] instanceof SseEventSink) {
        // nothing to tell of, and it would hold on to the request for as long as nobody answers
        isEventStream |= arguments[i] instanceof SseEventSink;
        this.arguments[i] = null;
      }
    }
  }

  /** Whether what was asked for is a stream of events, which opens and may stay open for days. */
  public synchronized boolean isEventStream() {
    return isEventStream;
  }

  /** What the request brings is being kept, whether or not anybody sees the method run. */
  public synchronized void brings(RequestBody body) {
    arguments = new Object[] {body};
  }

  public synchronized boolean isEntered() {
    return isEntered;
  }

  /**
   * Whether the answer is left to somebody who will give it later. Not by who has entered: the
   * server may call a method without us.
   */
  public synchronized boolean isAnsweredLater() {
    return !hasThrown && point.place().isAsynchronous();
  }

  /** Lets go of the application's objects: whoever still knows the draft must not keep them. */
  synchronized void forget() {
    isForgotten = true;
    read();
    exception = null;
  }

  /** What annotations name was read while it was there; only how the call ends is still open. */
  synchronized void read() {
    isRead = true;
    arguments = new Object[0];
    result = null;
  }

  synchronized boolean isRead() {
    return isRead;
  }

  /** Whether the event is made, and nothing that is said now comes into it. */
  public synchronized boolean isOver() {
    return isForgotten;
  }

  /** Who calls, asked for once. */
  public synchronized void calledBy(Caller caller) {
    this.caller = caller;
  }

  public synchronized Caller caller() {
    return caller;
  }

  /**
   * The method returned. Nothing is no answer: where another thread answers for it, that may have
   * come before this.
   */
  public synchronized void returned(Object result) {
    if (result != null && !isForgotten) {
      this.result = result;
    }
  }

  /** The method returned, and the transaction that it ran in, if any, has not ended yet. */
  public synchronized void returnedInside(Object result) {
    returned(result);
    // else its answer is somebody else's, who may not have given it yet
    hasReturned = result instanceof CompletionStage || !point.place().isAsynchronous();
  }

  /** The method returned a stage, which is one thing more to wait for. */
  public synchronized void staged() {
    isStaged = true;
  }

  /** What the result stood for is known, as a stage's value or failure is once it is done. */
  public synchronized void completed(Object value, Throwable failure) {
    if (failure != null) {
      failed(Endings.cause(failure));
    }
    result = isForgotten ? null : value;
  }

  /** What the method returned, or {@code null}. */
  public synchronized Object result() {
    return result;
  }

  /** The method threw, so nobody answers later. */
  public synchronized void threw(Throwable exception) {
    hasThrown = true;
    takeBack();
    failed(exception);
  }

  /** What the method returned inside of a transaction that nobody got out of went with that. */
  private void takeBack() {
    if (hasReturned) {
      hasReturned = false;
      result = null;
    }
  }

  /** The call failed. The first failure is the one that is told. */
  public synchronized void failed(Throwable exception) {
    if (this.exception == null) {
      this.exception = exception;
    }
  }

  /** The response has this status. */
  public synchronized void answered(int status) {
    this.status = status;
    isAnswered = true;
    isAhead = false;
  }

  /**
   * The method runs in a transaction, whose end is one thing more to wait for: the one that counts,
   * when the call is tried again after another was rolled back.
   */
  public synchronized void joined() {
    holds++;
    isRolledBack = false;
    isTaken = false;
    takeBack();
  }

  /**
   * Whether the caller may now take its event into the transaction, because nothing but the end of
   * that is waited for: true once for each try.
   */
  synchronized boolean take() {
    boolean isLast = hasReturned && (!isStaged || holds == 1);
    boolean takes = isLast && exception == null && !isSettled && !isTaken && !isInside;
    isTaken |= takes;
    return takes;
  }

  /** The transaction has undone what the method did. */
  public synchronized void rolledBack() {
    isRolledBack = true;
  }

  /** Whether the method is not the last thing that its end waits for. */
  public synchronized boolean isWaiting() {
    return holds > 1;
  }

  /** One thing less to wait for. True for the last one: whoever asks now has to settle it. */
  public synchronized boolean release() {
    holds--;
    return holds == 0;
  }

  /** Its event is in a transaction. Until that ends, another could only wait for it, or be lost. */
  synchronized void enteredTransaction() {
    isInside = true;
  }

  /** That has ended. True when somebody wanted to settle it, and whoever asks now has to. */
  public synchronized boolean leftTransaction() {
    boolean due = isInside && isDue;
    isInside = false;
    isDue = false;
    return due;
  }

  /** Whether the caller now has to settle it: true once. */
  synchronized boolean settle() {
    if (isInside) {
      isDue = true;
      return false;
    }
    boolean first = !isSettled;
    isSettled = true;
    return first;
  }

  /** The same, where its transaction was the last word, and an answer may still follow. */
  synchronized boolean settleAhead() {
    boolean first = settle();
    isAhead = first && !isAnswered;
    return first;
  }

  /** Whether it is settled, and its answer is not still to come. */
  public synchronized boolean isThrough() {
    return isSettled && !isAhead;
  }

  public synchronized boolean isSettled() {
    return isSettled;
  }

  synchronized Scope.Ending ending() {
    return new Scope.Ending(result, exception, status, isRolledBack);
  }

  synchronized Object[] arguments() {
    return arguments;
  }
}
