package com.adiuva.application.chat;

import static com.adiuva.application.chat.Chat.json;
import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.application.plans.StepRequest;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.plans.TemplateId;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptLimitsTest {
  private final ScriptedModel router = new ScriptedModel(routesTo("task_agent"));

  private static List<Turn> turns(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Turn(
                i % 2 == 0 ? Turn.Speaker.USER : Turn.Speaker.ASSISTANT,
                (i + " ").repeat(length).substring(0, length)))
        .toList();
  }

  private static ChatContext context(
      JsonObject profile, List<String> documents, List<Turn> history, List<JsonObject> tasks) {
    return new ChatContext(
        profile,
        Chat.ZONE,
        Locale.ENGLISH,
        documents,
        history,
        tasks,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static JsonObject facts(ModelRequest request) {
    return ((Message.Instructions) request.messages().get(0)).data();
  }

  private static JsonObject omitted(ModelRequest request) {
    return facts(request).object("omitted").orElseGet(JsonObject::empty);
  }

  private ModelRequest asked(ChatContext context) {
    ScriptedModel model = new ScriptedModel(says("Hi."));
    new Chat(router, model).send("Hello", context);
    return model.requests().get(0);
  }

  @Test
  void whatFitsIsShownWholeAndNothingIsCounted() {
    ModelRequest request =
        asked(context(json("name", "Ann"), List.of("one", "two"), turns(8, 100), List.of()));
    assertThat(request.messages()).hasSize(10);
    assertThat(facts(request).texts("relevant_documents")).containsExactly("one", "two");
    assertThat(facts(request).has("omitted")).isFalse();
  }

  @Test
  void c09_theOldestTurnsAreLeftOutAndCounted() {
    List<Turn> history = turns(200, 4_000);
    ModelRequest request = asked(context(JsonObject.empty(), List.of(), history, List.of()));
    int shown = request.messages().size() - 2;
    assertThat(shown).isEqualTo(16);
    assertThat(request.messages().get(1))
        .isEqualTo(new Message.FromUser(history.get(184).content()));
    assertThat(omitted(request)).isEqualTo(json("earlier_messages", 184));
    assertThat(TokenEstimate.of(router.requests().get(0))).isLessThan(6_000);
  }

  @Test
  void aLastTurnThatIsTooLongIsCut() {
    String endless = "x😀".repeat(100_000);
    ModelRequest request =
        asked(
            context(
                JsonObject.empty(),
                List.of(),
                List.of(new Turn(Turn.Speaker.USER, endless)),
                List.of()));
    String shown = ((Message.FromUser) request.messages().get(1)).text();
    assertThat(shown).endsWith(" […]").hasSizeLessThan(64_100).startsWith("x😀");
    assertThat(shown.substring(0, shown.length() - 4)).matches("(x😀)+x?");
  }

  @Test
  void theFirstDocumentsAndLongFieldsOfTheProfileAreLeftOut() {
    List<String> documents = Collections.nCopies(100, "d".repeat(4_000));
    ModelRequest request =
        asked(
            context(
                json("name", "Ann", "about", "a".repeat(100_000), "role", "writer"),
                documents,
                List.of(),
                List.of()));
    assertThat(facts(request).texts("relevant_documents")).hasSize(16);
    assertThat(facts(request).object("user_profile"))
        .contains(json("name", "Ann", "role", "writer"));
    assertThat(omitted(request)).isEqualTo(json("user_profile", 1, "relevant_documents", 84));
  }

  @Test
  void whatToolsFindIsCutToWhatFits() {
    List<JsonObject> tasks =
        IntStream.range(0, 200)
            .mapToObj(i -> json("id", "t" + i, "title", "t".repeat(1_000)))
            .toList();
    ScriptedModel model =
        new ScriptedModel(
            calls(call("list_tasks"), call("list_tasks")),
            calls(call("list_tasks"), call("list_tasks"), call("list_tasks")),
            says("Many."));
    new Chat(router, model)
        .send("Which?", context(JsonObject.empty(), List.of(), List.of(), tasks));
    ModelRequest last = model.requests().get(2);
    List<JsonObject> results =
        last.messages().stream()
            .filter(Message.ToolResult.class::isInstance)
            .map(result ->
                JsonObject.builder()
                    .put("v", ((Message.ToolResult) result).value())
                    .build()
                    .object("v")
                    .orElseThrow())
            .toList();
    assertThat(results).hasSize(5);
    assertThat(results.get(0).objects("items")).hasSizeBetween(70, 80);
    assertThat(results.get(0).get("omitted"))
        .isEqualTo(200L - results.get(0).objects("items").size());
    assertThat(results.get(4).objects("items")).isEmpty();
    assertThat(TokenEstimate.of(last)).isLessThan(46_000);
  }

  @Test
  void aNoteThatIsTooLongToBeShownIsNotReplaced() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("get_note", "note_id", "n1")),
            calls(call("update_note", "note_id", "n1", "content", "short")),
            says("No."));
    ChatContext context = Chat.withNote("word ".repeat(50_000));
    ChatAnswer answer =
        new Chat(new ScriptedModel(routesTo("note_agent")), model).send("Shorten it", context);
    assertThat(answer.actions()).isEmpty();
    assertThat(
            String.valueOf(
                ((Message.ToolResult) model.requests().get(2).messages().getLast()).value()))
        .contains("read the note first");
  }

  @Test
  void aStepThatIsTooMuchIsRefused() {
    ScriptedModel model = new ScriptedModel();
    Chat chat = new Chat(router, model);
    StepRequest step =
        new StepRequest(
            new TemplateId("tpl_note_weekly_summary"),
            Map.of("tasks", "x"),
            List.of("d".repeat(500_000)));
    assertThatThrownBy(() -> chat.assistant().steps().run(Chat.CALLER, step, new Cancellation()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ValidationFailed.class));
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void aContextKeepsItsLastItemsAndHasALimit() {
    ChatContext context = context(JsonObject.empty(), List.of(), turns(10_000, 10), List.of());
    assertThat(context.history()).hasSize(ChatContext.MAX_ITEMS);
    assertThat(context.history().get(199).content()).startsWith("9999");
    assertThatThrownBy(() ->
            context(
                JsonObject.empty(),
                Collections.nCopies(9, "d".repeat(100_000)),
                turns(2, 100_000),
                List.of()))
        .isInstanceOf(InvalidValueException.class);
  }
}
