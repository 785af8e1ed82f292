package com.adiuva.application.limits;

import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/// How much of what a client sends is shown to a model, in estimated tokens. All of it together,
/// with the longest message, comes to about 100,000: the window of 128,000 that models usually have
/// holds that, our prompts and the answer.
///
/// What does not fit is left out, the oldest first; of a text that is too long by itself the
/// beginning is kept.
public final class PromptLimits {
  private static final long HISTORY = 16_000;

  /// The last few turns tell the router what "it" is; it need not read them to the end.
  private static final long ROUTER_HISTORY = 4_000;

  private static final long DOCUMENTS = 16_000;
  private static final long PROFILE = 2_000;

  /// Two hundred names with their ids, unless the names are novels.
  private static final long PROJECT_NAMES = 6_000;

  private static final long PREVIOUS_RESULTS = 12_000;

  /// What one step of a plan may be given to work on: the data is all there is in its prompt.
  public static final long STEP = 100_000;

  private static final String CUT = " […]";

  private PromptLimits() {}

  /// What is shown of a list, in its order.
  ///
  /// @param omitted how many items are not
  public record Shown<T>(List<T> items, int omitted) {
    public Shown {
      items = List.copyOf(items);
    }
  }

  /// For an agent.
  public static Shown<Turn> history(List<Turn> turns) {
    return turns(turns, HISTORY);
  }

  public static Shown<Turn> historyForRouter(List<Turn> turns) {
    return turns(turns, ROUTER_HISTORY);
  }

  public static Shown<String> documents(List<String> texts) {
    return last(texts, DOCUMENTS, TokenEstimate::of, (text, room) -> Optional.of(cut(text, room)));
  }

  public static Shown<JsonObject> projectNames(List<JsonObject> names) {
    return last(names, PROJECT_NAMES, TokenEstimate::ofJson, (name, room) -> Optional.empty());
  }

  /// What earlier agents of this request did.
  public static Shown<JsonObject> previousResults(List<JsonObject> results) {
    return last(
        results, PREVIOUS_RESULTS, TokenEstimate::ofJson, (result, room) -> Optional.empty());
  }

  /// The fields that fit, the shortest of them for sure.
  public static JsonObject profile(JsonObject profile) {
    if (TokenEstimate.ofJson(profile) <= PROFILE) {
      return profile;
    }
    JsonObject.Builder shown = JsonObject.builder();
    long room = PROFILE;
    for (Map.Entry<String, ?> field : profile.fields().entrySet()) {
      long tokens = TokenEstimate.of(field.getKey()) + TokenEstimate.ofJson(field.getValue());
      if (tokens <= room) {
        shown.put(field.getKey(), field.getValue());
        room -= tokens;
      }
    }
    return shown.build();
  }

  private static Shown<Turn> turns(List<Turn> turns, long room) {
    return last(
        turns,
        room,
        turn -> TokenEstimate.of(turn.content()),
        (turn, left) -> Optional.of(new Turn(turn.speaker(), cut(turn.content(), left))));
  }

  /// The last items that fit; the very last one cut where it does not, if that is possible.
  private static <T> Shown<T> last(
      List<T> items, long room, ToLongFunction<T> size, BiFunction<T, Long, Optional<T>> cut) {
    Deque<T> shown = new ArrayDeque<>();
    long left = room;
    for (int i = items.size() - 1; i >= 0; i--) {
      T item = items.get(i);
      long tokens = size.applyAsLong(item);
      if (tokens > left) {
        if (shown.isEmpty()) {
          cut.apply(item, left).ifPresent(shown::addFirst);
        }
        break;
      }
      shown.addFirst(item);
      left -= tokens;
    }
    return new Shown<>(List.copyOf(shown), items.size() - shown.size());
  }

  /// The beginning of a text, between two code points.
  private static String cut(String text, long tokens) {
    int low = 0;
    int high = (int) Math.min(text.length(), tokens * 4);
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (TokenEstimate.of(text.substring(0, middle)) <= tokens) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean splits =
        low > 0
            && low < text.length()
            && Character.isHighSurrogate(text.charAt(low - 1))
            && Character.isLowSurrogate(text.charAt(low));
    return text.substring(0, splits ? low - 1 : low) + CUT;
  }
}
