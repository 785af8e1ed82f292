package com.adiuva.adapters.llm.offline;

import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the offline model, which has no settings.
public final class OfflineModelFactory implements LanguageModelFactory {

  @Override
  public String provider() {
    return OfflineModel.NAME;
  }

  @Override
  public LanguageModel create(String model, Function<String, @Nullable String> settings) {
    return new OfflineModel();
  }
}
