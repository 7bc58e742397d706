// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.internal.routing.UriRoutingContext;
import org.glassfish.jersey.uri.UriTemplate;

/** A browser's request behind a proxy, and its answer, as Jersey makes them. For one thread. */
final class Exchange implements WriterInterceptorContext {
  static final String PROXY = "10.0.0.7";

  private static final URI BASE = URI.create("https://vault.example.com/api/");
  private static final URI PATH = BASE.resolve("secrets/17/value?format=plain&reason=rotation");
  private static final UriTemplate ROOT = new UriTemplate("/secrets");
  private static final UriTemplate METHOD = new UriTemplate("/{id}/value");
  private static final byte[] BODY = "{\"value\": \"correct\"}".getBytes(StandardCharsets.UTF_8);

  private static final Map<String, String> HEADERS = new LinkedHashMap<>();

  static {
    HEADERS.put("Host", "vault.example.com");
    HEADERS.put(
        "User-Agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36");
    HEADERS.put("Accept", "application/json, text/plain, */*");
    HEADERS.put("Accept-Language", "en-GB,en;q=0.9,de;q=0.8");
    HEADERS.put("Accept-Encoding", "gzip, deflate, br, zstd");
    HEADERS.put("Referer", "https://vault.example.com/secrets");
    HEADERS.put("Cookie", "theme=dark; session=72bacea4f2c14a09");
    HEADERS.put("Sec-Fetch-Dest", "empty");
    HEADERS.put("Sec-Fetch-Mode", "cors");
    HEADERS.put("Sec-Fetch-Site", "same-origin");
    HEADERS.put("X-Forwarded-For", "203.0.113.7");
    HEADERS.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  final ContainerRequest request = new Routed();
  ContainerResponse response;

  Exchange() {
    HEADERS.forEach(request::header);
  }

  /** What Jersey reads for a method with a path and a query parameter. */
  void readParameters() {
    request.getUriInfo().getPathParameters();
    request.getUriInfo().getQueryParameters();
  }

  void answer(Object entity) {
    response = new ContainerResponse(request, Response.ok(entity, MediaType.TEXT_PLAIN).build());
    response.setStreamProvider(length -> OutputStream.nullOutputStream());
  }

  /** A request that was matched. */
  private static final class Routed extends ContainerRequest {
    private final UriRoutingContext routing = new UriRoutingContext(this);

    Routed() {
      super(BASE, PATH, "GET", new Alice(), new MapPropertiesDelegate(), null);
      var path = "/secrets/17/value";
      routing.pushMatchResult(ROOT.getPattern().match(path));
      routing.pushMatchResult(METHOD.getPattern().match("/17/value"));
      routing.pushTemplates(ROOT, METHOD);
    }

    @Override
    public ExtendedUriInfo getUriInfo() {
      return routing;
    }
  }

  private record Alice() implements SecurityContext {
    private static final Principal PRINCIPAL = () -> "alice@example.com";

    @Override
    public Principal getUserPrincipal() {
      return PRINCIPAL;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String getAuthenticationScheme() {
      return "BASIC";
    }
  }

  // the writing of the answer

  @Override
  public void proceed() throws IOException {
    getOutputStream().write(BODY);
    getOutputStream().close();
  }

  @Override
  public OutputStream getOutputStream() {
    return response.getEntityStream();
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    response.setEntityStream(stream);
  }

  @Override
  public Object getEntity() {
    return response.getEntity();
  }

  @Override
  public void setEntity(Object entity) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MultivaluedMap<String, Object> getHeaders() {
    return response.getHeaders();
  }

  @Override
  public Object getProperty(String name) {
    return request.getProperty(name);
  }

  @Override
  public Collection<String> getPropertyNames() {
    return request.getPropertyNames();
  }

  @Override
  public void setProperty(String name, Object value) {
    request.setProperty(name, value);
  }

  @Override
  public void removeProperty(String name) {
    request.removeProperty(name);
  }

  @Override
  public Annotation[] getAnnotations() {
    return new Annotation[0];
  }

  @Override
  public void setAnnotations(Annotation[] annotations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Class<?> getType() {
    return String.class;
  }

  @Override
  public void setType(Class<?> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Type getGenericType() {
    return String.class;
  }

  @Override
  public void setGenericType(Type type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MediaType getMediaType() {
    return response.getMediaType();
  }

  @Override
  public void setMediaType(MediaType type) {
    throw new UnsupportedOperationException();
  }
}
