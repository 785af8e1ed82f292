package com.adiuva.adapters.llm.resilience;

import com.adiuva.domain.chat.model.LanguageModel;

/// A model and the breaker before it, which all who use the model share.
record GuardedModel(LanguageModel model, CircuitBreaker breaker) {}
