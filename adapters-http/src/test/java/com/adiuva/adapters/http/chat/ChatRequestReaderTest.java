package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatRequestReaderTest {
  private static ChatRequest read(String json) {
    return ChatRequestReader.read(Fields.ofBody(Json.parse(json.replace('\'', '"'))));
  }

  private static ChatContext context(String json) {
    return read("{'message':'hi','context':" + json + "}").context();
  }

  private static List<Violation> violations(String json) {
    return assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(json))
                .actual()
                .problem()
            instanceof Problem.ValidationFailed failed
        ? failed.errors()
        : List.of();
  }

  private static List<String> places(String json) {
    return violations(json).stream().map(error -> String.join(".", error.loc())).toList();
  }

  @Test
  void aMessageIsEnough() {
    ChatRequest request = read("{'message':'hi'}");

    assertThat(request)
        .isEqualTo(new ChatRequest("hi", ChatContext.empty(ZoneOffset.UTC), ExecutionMode.DIRECT));
    assertThat(read("{'message':'hi','context':null,'execution_mode':null}")).isEqualTo(request);
    assertThat(read("{'message':'hi','context':{},'model':'gpt-9'}")).isEqualTo(request);
  }

  @Test
  void planModeIsUnderstood() {
    assertThat(read("{'message':'hi','execution_mode':'plan'}").mode())
        .isEqualTo(ExecutionMode.PLAN);
  }

  @Test
  void readsTheProfile() {
    ChatContext context =
        context("{'user_profile':{'timezone':'Europe/Rome','locale':'it-IT','name':'Ada'}}");

    assertThat(context.zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    assertThat(context.locale()).isEqualTo(Locale.ITALY);
    assertThat(context.userProfile().text("name")).contains("Ada");
    assertThat(context("{'user_profile':{}}").zone()).isEqualTo(ZoneOffset.UTC);
    assertThat(context("{'user_profile':{}}").locale()).isEqualTo(Locale.ENGLISH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Base", "", "europe/rome", "+25:00", "../etc/passwd", "CEST"})
  void refusesAnUnknownTimeZoneAtItsPlace(String zone) {
    List<Violation> found =
        violations("{'message':'hi','context':{'user_profile':{'timezone':'" + zone + "'}}}");

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().loc())
        .containsExactly("body", "context", "user_profile", "timezone");
    if (!zone.isEmpty()) {
      assertThat(found.getFirst().msg()).doesNotContain(zone);
    }
  }

  @Test
  void refusesALocaleWithoutEnd() {
    String locale = "en-x" + "-abcdefgh".repeat(11);
    assertThat(context("{'user_profile':{'locale':'en-x-abcdefgh'}}").locale().getLanguage())
        .isEqualTo("en");
    assertThat(
            violations("{'message':'hi','context':{'user_profile':{'locale':'" + locale + "'}}}"))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.loc()).containsExactly("body", "context", "user_profile", "locale");
          assertThat(violation.msg()).isEqualTo("must have at most 100 characters");
        });
  }

  @Test
  void c9OnlyUserAndAssistantSpeak() {
    ChatContext context =
        context(
            "{'conversation_history':[{'role':'user','content':'a'},{'role':'ai','content':'b'},"
                + "{'role':'agent','content':'c'},{'role':'assistant','content':'d'},"
                + "{'role':'user','content':''},{'role':'user','content':' '},{'role':'user'},"
                + "{'role':'assistant','content':null}]}");

    assertThat(context.history())
        .containsExactly(
            new Turn(Turn.Speaker.USER, "a"),
            new Turn(Turn.Speaker.ASSISTANT, "b"),
            new Turn(Turn.Speaker.ASSISTANT, "c"),
            new Turn(Turn.Speaker.ASSISTANT, "d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'system'", "'developer'", "'tool'", "'function'", "'User'", "7", "['user']"})
  void c9OtherRolesAreRefused(String role) {
    assertThat(
            places(
                "{'message':'hi','context':{'conversation_history':["
                    + "{'role':'user','content':'x'},{'role':"
                    + role
                    + ",'content':'x'}]}}"))
        .containsExactly("body.context.conversation_history.1.role");
  }

  @Test
  void aRoleMayNotBeMissing() {
    assertThat(places("{'message':'hi','context':{'conversation_history':[{'content':'x'}]}}"))
        .containsExactly("body.context.conversation_history.0.role");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(
            places(
                "{'message':7,'execution_mode':'dream','context':{'user_profile':[],"
                    + "'relevant_documents':'a','recent_tasks':[1,{}],'notes':{},"
                    + "'conversation_history':[{'role':'user','content':1}]}}"))
        .containsExactlyInAnyOrder(
            "body.message",
            "body.execution_mode",
            "body.context.user_profile",
            "body.context.relevant_documents",
            "body.context.recent_tasks.0",
            "body.context.notes",
            "body.context.conversation_history.0.content");
    assertThat(places("{'message':'hi','context':[]}")).containsExactly("body.context");
    assertThat(places("{}")).containsExactly("body.message");
  }

  @Test
  void theMessageHasItsBoundsInCodePoints() {
    assertThat(read("{'message':'" + "😀".repeat(32_000) + "'}").message()).hasSize(64_000);
    assertThat(places("{'message':'" + "😀".repeat(32_001) + "'}")).containsExactly("body.message");
    assertThat(places("{'message':'" + "  " + "'}")).containsExactly("body.message");
  }

  @Test
  void readsRecordsInEitherSpelling() {
    ChatContext context =
        context(
            "{'recent_tasks':[{'id':'1','dueDate':5,'isAiSuggested':1,'projectID':'p',"
                + "'nested':{'innerKey':1}},{'id':'2','due_date':6,'dueDate':7}],"
                + "'timelines':[{'id':'t'}],'checkpoints':[{'id':'c'}]}");

    assertThat(context.tasks().getFirst().fields().keySet())
        .containsExactly("id", "due_date", "is_ai_suggested", "project_id", "nested");
    assertThat(context.tasks().getFirst().object("nested").orElseThrow().has("innerKey")).isTrue();
    assertThat(context.tasks().get(1).integer("due_date")).hasValue(6);
    assertThat(context.timelines())
        .extracting(item -> item.text("id").orElseThrow())
        .containsExactly("t", "c");
  }

  @Test
  void cutsLongListsToTheNewest() {
    String byTime =
        IntStream.range(0, 300)
            .mapToObj(i -> "{'id':'" + i + "','updatedAt':" + (i % 2 == 0 ? 1_000 + i : i) + "}")
            .collect(Collectors.joining(","));
    String plain =
        IntStream.range(0, 300)
            .mapToObj(i -> "{'id':'" + i + "'}")
            .collect(Collectors.joining(","));
    String turns =
        IntStream.range(0, 300)
            .mapToObj(i -> "{'role':'user','content':'" + i + "'}")
            .collect(Collectors.joining(","));
    ChatContext context =
        context(
            "{'recent_tasks':["
                + byTime
                + "],'notes':["
                + plain
                + "],'conversation_history':["
                + turns
                + "]}");

    assertThat(context.tasks()).hasSize(200);
    // All 150 even ones, and the latest 50 of the others, as they came.
    assertThat(ids(context.tasks()).subList(0, 3)).containsExactly("0", "2", "4");
    assertThat(ids(context.tasks())).contains("201", "299").doesNotContain("199");
    assertThat(ids(context.notes())).hasSize(200).startsWith("100").endsWith("299");
    assertThat(context.history()).hasSize(200).startsWith(new Turn(Turn.Speaker.USER, "100"));
  }

  @Test
  void numbersOfAnySizeAreData() {
    assertThat(
            context("{'notes':[{'id':'1','n':99999999999999999999,'d':1.5,'b':true,'z':null}]}")
                .notes())
        .hasSize(1);
  }

  private static List<String> ids(List<com.adiuva.domain.shared.JsonObject> records) {
    return records.stream().map(item -> item.text("id").orElseThrow()).toList();
  }
}
