// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that come when the method has returned; each more than once, for there are races. */
@ExtendWith({Shared.class, Results.class})
class LaterIT {
  private static final int TIMES = 8;

  private final Client client = Shared.application().client();

  @Test
  @Behaviour("`CompletionStage` that completes, or fails with a mapped exception")
  void aStageIsRecordedOnceItIsComplete() {
    ends("later/stage/ok", "success", 200);
    ends("later/stage/mapped", "failure", 409);
  }

  @Test
  @Behaviour("`CompletionStage` that fails with an unmapped exception")
  void aStageThatFailsIsAFailure() {
    for (int i = 0; i < TIMES; i++) {
      client.events();
      assertThat(client.get("later/stage/unmapped").statusCode()).isEqualTo(500);
      var event = client.eventLater();
      assertThat(EndingIT.outcome(event)).isEqualTo("failure");
      assertThat(event.getJsonObject("metadata").getString("error"))
          .isEqualTo("java.lang.IllegalStateException");
    }
  }

  @Test
  @Behaviour("`@Suspended`, resumed with a value or a mapped exception")
  void aSuspendedAnswerIsRecordedOnceItIsGiven() {
    ends("later/suspended/ok", "success", 200);
    ends("later/suspended/mapped", "failure", 409);
  }

  @Test
  @Behaviour("`StreamingOutput`")
  void aStreamedAnswerIsASuccessAtItsEnd() {
    ends("later/streamed/ok", "success", 200);
  }

  @Test
  @Behaviour("`StreamingOutput` that breaks half way")
  void aStreamedAnswerThatBreaksIsAFailure() {
    client.events();
    try {
      client.get("later/streamed/broken");
    } catch (UncheckedIOException e) {
      // most servers cut the connection, as they should
    }
    assertThat(EndingIT.outcome(client.eventLater())).isEqualTo("failure");
  }

  @Test
  @Behaviour("`SseEventSink`")
  void aStreamOfEventsIsRecordedOnce() {
    for (int i = 0; i < TIMES; i++) {
      client.events();
      assertThat(client.get("ticker", "Accept", "text/event-stream").body()).contains("one");
      var event = client.eventLater();
      assertThat(event.getString("action")).isEqualTo("ticker.followed");
      assertThat(EndingIT.outcome(event)).isEqualTo("success");
    }
  }

  private void ends(String path, String outcome, int status) {
    for (int i = 0; i < TIMES; i++) {
      client.events();
      assertThat(client.get(path).statusCode()).isEqualTo(status);
      JsonObject event = client.eventLater();
      assertThat(EndingIT.outcome(event)).isEqualTo(outcome);
      assertThat(event.getJsonObject("metadata").getInt("http_status")).isEqualTo(status);
    }
  }
}
