// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.auditlogged.internal.cdi.Only;
import org.junit.jupiter.api.Test;

class PeerTest {
  private static final Exchange NONE = new Exchange();

  @Test
  void onQuarkusTheAddressIsThatOfTheRequestOfVertx() {
    Address address = () -> "192.0.2.7";
    assertThat(peer(() -> (Request) () -> address).address(NONE.request)).isEqualTo("192.0.2.7");
  }

  @Test
  void itIsNotKnownWhereThereIsNoRequestOrTheRequestDoesNotSay() {
    assertThat(peer(() -> (Request) () -> null).address(NONE.request)).isNull();
    assertThat(
            peer(() -> {
                  throw new IllegalStateException("no request here");
                })
                .address(NONE.request))
        .isNull();
    assertThat(peer(null).address(NONE.request)).isNull();
  }

  @Test
  void itIsNotKnownOnServersThatWeDoNotKnow() {
    assertThat(Peer.OfVertx.of(new Only<>(Object::new), "no.such.Request").address(NONE.request))
        .isNull();
    assertThat(Peer.OfVertx.of(new Only<>(Object::new), "java.lang.Object").address(NONE.request))
        .isNull();
  }

  @Test
  void onHelidonItStandsInAPropertyOfTheRequest() {
    var exchange = new Exchange();
    exchange.request.setProperty("io.helidon.jaxrs.remote-host", "192.0.2.7");
    var peer = Peer.OfVertx.of(new Only<>(Object::new), "no.such.Request");
    assertThat(peer.address(exchange.request)).isEqualTo("192.0.2.7");
  }

  private static Peer peer(Supplier<Object> request) {
    return Peer.OfVertx.of(new Only<>(request), Request.class.getName());
  }

  /** As Vert.x has one. */
  public interface Request {
    Address remoteAddress();
  }

  /** As Vert.x has one. */
  public interface Address {
    String hostAddress();
  }
}
