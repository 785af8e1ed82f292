/// What stands between the use cases and the providers' failures: retries, a circuit breaker for
/// each model, and other models to fall back on. All of it decorates the port `LanguageModel`.
@NullMarked
package com.adiuva.adapters.llm.resilience;

import org.jspecify.annotations.NullMarked;
