package com.adiuva.domain.chat;

/// One earlier message of the conversation.
public record Turn(Speaker speaker, String content) {

  /// Who may have spoken. Instructions are ours alone: there is no system role for clients.
  public enum Speaker {
    USER,
    ASSISTANT
  }

  /// Without the content.
  @Override
  public String toString() {
    return "Turn[" + speaker + "]";
  }
}
