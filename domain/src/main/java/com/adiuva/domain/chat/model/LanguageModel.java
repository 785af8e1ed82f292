package com.adiuva.domain.chat.model;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.shared.Port;

/// A language model. Implementations are thread-safe.
@Port
public interface LanguageModel {

  /// The configured name, such as `openai/gpt-4o`: for logs and metering.
  String name();

  /// Asks the model and waits for the whole answer; text is handed on piece by piece while it
  /// arrives, on the calling thread, never empty. A schema-bound answer is not streamed. An
  /// exception thrown by the listener ends the call and comes out of this method as it is.
  ///
  /// However it ends, the listener knows by then whether a model was put to work, and which.
  ///
  /// When cancelled, the provider's connection is closed at once, also before the first piece, and
  /// a [java.util.concurrent.CancellationException] is thrown.
  ///
  /// @throws com.adiuva.domain.shared.ProblemException with `LlmUnavailable` when the provider
  ///   cannot be reached, `LlmFailed` when it refuses or answers garbage, `LlmTimeout` after
  ///   [ModelRequest#timeout()]; never with anything the provider said
  Completion complete(ModelRequest request, AnswerListener listener, Cancellation cancellation);
}
