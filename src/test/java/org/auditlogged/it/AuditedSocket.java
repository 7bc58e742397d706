// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.auditlogged.AuditLogged;
import org.auditlogged.AuditTarget;

/** A WebSocket endpoint. */
@ServerEndpoint("/socket")
@ApplicationScoped
public class AuditedSocket {
  @Inject AuditedLine line;

  @OnMessage
  @AuditLogged("socket.told")
  public String told(@AuditTarget(type = "line") String text, Session session) {
    if (text.equals("fail")) {
      throw new IllegalStateException("no such line");
    }
    return line.say(text);
  }

  @OnError
  public void failed(Session session, Throwable failure) throws IOException {
    session.getBasicRemote().sendText(failure.getMessage());
  }
}
