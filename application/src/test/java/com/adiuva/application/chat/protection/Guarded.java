package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.Prompted;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// The real prompts under the real protection.
final class Guarded {
  static final PromptProtection PROTECTION = Prompted.protection();

  private Guarded() {}

  /// Every prompt there is, by name.
  static Map<String, String> prompts() {
    return Prompted.prompts();
  }

  static ProtectedRequest request() {
    return request("What can you do?");
  }

  static ProtectedRequest request(String message) {
    return PROTECTION.of(
        new ChatRequest(message, ChatContext.empty(ZoneOffset.UTC), ExecutionMode.DIRECT));
  }

  /// What becomes of a text in an answer to a user who knows nothing.
  static String seen(String text) {
    return request().text(text);
  }

  /// The mark that our instructions bear when they go to a model.
  static String canary() {
    Message sent =
        request().marked(List.of(new Message.Instructions("", JsonObject.empty()))).get(0);
    return ((Message.Instructions) sent).text().strip().replaceAll("[^a-z]", "");
  }
}
