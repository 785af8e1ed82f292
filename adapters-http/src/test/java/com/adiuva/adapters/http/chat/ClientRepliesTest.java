package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ClientAnswer;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.chat.ClientToolsContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClientRepliesTest implements ClientToolsContract {
  private final ClientReplies replies =
      new ClientReplies("run", Duration.ofSeconds(10), Duration.ofMillis(50));

  @Override
  public ClientTools tools() {
    return replies;
  }

  @Override
  public void tells(String id, ClientAnswer answer) {
    replies.told(id, answer);
  }

  @Override
  public void decides(String id, boolean approved) {
    replies.decided(id, approved);
  }

  @Test
  void itsOwnPatienceEndsTheWaitToo() {
    ClientReplies hasty = new ClientReplies("run", Duration.ofMillis(1), Duration.ofSeconds(10));
    assertThat(
            hasty.read(
                "list_tasks", ARGUMENTS, Duration.ofMinutes(1), event -> {}, new Cancellation()))
        .isEqualTo(new ClientAnswer.Silent());
  }

  @Test
  void whatIsOpenCanBeAskedAgain() {
    replies.read(
        "list_tasks",
        ARGUMENTS,
        Duration.ofSeconds(10),
        event -> {
          assertThat(replies.unanswered()).containsExactly(event);
          replies.told("run-1", new ClientAnswer.Told(null));
        },
        new Cancellation());
    assertThat(replies.unanswered()).isEmpty();
  }
}
