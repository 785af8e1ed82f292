package com.adiuva.bootstrap.wiring;

import com.adiuva.adapters.llm.resilience.Resilience;
import com.adiuva.adapters.llm.shared.WatchedModel;
import com.adiuva.adapters.persistence.limits.PostgresTokenLedger;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.application.Adiuva.ChatPorts;
import com.adiuva.application.Adiuva.MeteringFeature;
import com.adiuva.application.Adiuva.MeteringPorts;
import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.domain.chat.model.LanguageModel;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that answer, with their fallbacks, and who counts what they cost.
///
/// @param router chooses agents; may be the same as theirs
/// @param model the agents'
public record ChatAdapters(Settings.Chat settings, WatchedModel router, WatchedModel model) {
  private static final Logger log = LoggerFactory.getLogger(ChatAdapters.class);

  /// @param random thread-safe
  public static ChatAdapters of(Settings.Chat settings, RandomGenerator random) {
    Resilience resilience = new Resilience(random, System::nanoTime);
    WatchedModel model = watched(resilience, settings.model(), settings.fallbacks());
    WatchedModel router =
        settings.router().equals(settings.model())
            ? model
            : watched(resilience, settings.router(), settings.fallbacks());
    return new ChatAdapters(settings, router, model);
  }

  public MeteringPorts metering(Database database) {
    return new MeteringPorts(
        new PostgresTokenLedger(database),
        settings.budgets(),
        user ->
            log.atWarn()
                .addKeyValue("user_id", user)
                .log("the tokens of a call could not be counted yet"));
  }

  public ChatPorts ports(MeteringFeature metering) {
    return new ChatPorts(
        router, model, AgentRegistry.withBuiltInAgents(), settings.timeout(), metering.metering());
  }

  /// Whether all of them do, as far as the last calls showed.
  public boolean isAnswering() {
    return router.isAnswering() && model.isAnswering();
  }

  private static WatchedModel watched(
      Resilience resilience, LanguageModel model, List<LanguageModel> fallbacks) {
    return new WatchedModel(resilience.resilient(model, fallbacks));
  }
}
