// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.auditlogged.internal.cdi.HandWired;
import org.auditlogged.internal.cdi.Only;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What auditing adds to a request on the request's thread, from the request filter to the append,
 * which keeps nothing here. The baseline is what Jersey does without us: the request with its
 * headers, its matched path and the parameters that the method takes, the answer and its writing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class CaptureBenchmark {
  final KeptNowhere outbox = new KeptNowhere();
  int registered = 1;
  Object entity = "value";

  private final HandWired application =
      new HandWired(
          outbox,
          Map.of("workos.organization-id", "org_1", "auditlogged.trusted-proxies", "10.0.0.0/8"));
  private final ComingRequest coming = coming();
  private final AnswerInterceptor writing = new AnswerInterceptor();
  private final VaultCall unaudited = new VaultCall("unaudited", application);
  private final AuditFilter besideUnaudited = filter(unaudited);
  private final VaultCall parameters = new VaultCall("parameters", application);
  private final AuditFilter besideParameters = filter(parameters);
  private final VaultCall expressions = new VaultCall("expressions", application);
  private final AuditFilter besideExpressions = filter(expressions);

  @Benchmark
  public Object baseline() throws Exception {
    var exchange = new Exchange();
    exchange.readParameters();
    unaudited.run();
    exchange.answer(entity);
    exchange.proceed();
    return exchange;
  }

  /** The look-up. */
  @Benchmark
  public Object unauditedCall() throws Exception {
    var exchange = new Exchange();
    application.beginRequest();
    coming.filter(exchange.request);
    besideUnaudited.filter(exchange.request);
    exchange.readParameters();
    unaudited.run();
    exchange.answer(entity);
    besideUnaudited.filter(exchange.request, exchange.response);
    writing.aroundWriteTo(exchange);
    return exchange;
  }

  /** A target and a metadatum from parameters. */
  @Benchmark
  public Object auditedCall() throws Exception {
    return audited(besideParameters, parameters);
  }

  /** Three expressions over a record. */
  @Benchmark
  public Object auditedCallWithExpressions() throws Exception {
    return audited(besideExpressions, expressions);
  }

  private Object audited(AuditFilter filter, VaultCall call) throws Exception {
    var exchange = new Exchange();
    application.beginRequest();
    for (int i = 0; i < registered; i++) {
      coming.filter(exchange.request);
      filter.filter(exchange.request);
    }
    exchange.readParameters();
    call.intercepted();
    exchange.answer(entity);
    for (int i = 0; i < registered; i++) {
      filter.filter(exchange.request, exchange.response);
    }
    if (entity != null) {
      writing.aroundWriteTo(exchange);
    }
    return exchange;
  }

  private ComingRequest coming() {
    var filter = new ComingRequest();
    HandWired.inject(filter, "requests", application.requests());
    HandWired.inject(filter, "beans", new Only<Object>(Peer::new));
    filter.start();
    return filter;
  }

  private AuditFilter filter(VaultCall call) {
    var filter = new AuditFilter();
    HandWired.inject(filter, "auditing", application.auditing());
    HandWired.inject(filter, "resources", application.resources());
    HandWired.inject(filter, "drafts", new RequestDrafts());
    HandWired.inject(filter, "requests", application.requests());
    HandWired.inject(filter, "beans", new Only<Object>(Peer::new));
    HandWired.inject(filter, "resource", call);
    filter.start();
    return filter;
  }

  /** The servlet request; what is wrapped is asked nothing. */
  private static final class Peer extends HttpServletRequestWrapper {
    private static final HttpServletRequest NOTHING =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                Peer.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null);

    Peer() {
      super(NOTHING);
    }

    @Override
    public String getRemoteAddr() {
      return Exchange.PROXY;
    }
  }
}
