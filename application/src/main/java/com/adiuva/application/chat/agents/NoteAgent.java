package com.adiuva.application.chat.agents;

import static com.adiuva.domain.chat.model.Parameter.Type.STRING;
import static com.adiuva.domain.chat.model.Parameter.optional;
import static com.adiuva.domain.chat.model.Parameter.required;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Notes in Markdown. Their content is replaced as a whole, so a model must have read a note before
/// it may write it.
final class NoteAgent {
  static final String NAME = "note_agent";

  private static final int EXCERPT_LENGTH = 160;
  private static final Parameter NOTE_ID = required("note_id", STRING, "id of the note");

  private NoteAgent() {}

  static Agent create() {
    return new Agent(
        NAME,
        "Notes: finds, reads, writes, extends, summarises and deletes notes in Markdown.",
        Prompts.read(NoteAgent.class, "note_agent.md"),
        List.of(
            listNotes(),
            getNote(),
            createNote(),
            updateNote(),
            new DeleteTool(
                NAME, Workspace.NOTES, spec("delete_note", "Deletes a note for good.", NOTE_ID))));
  }

  private static Tool listNotes() {
    return new ReadTool(
        Workspace.NOTES,
        spec(
            "list_notes",
            "Lists notes with their ids, titles and beginnings; get_note has the whole content.",
            optional("project_id", STRING, "only notes of this project")),
        (arguments, workspace, context) ->
            Listing.of(
                workspace.all(Workspace.NOTES).stream()
                    .filter(note -> Listing.matches(note, arguments, "project_id"))
                    .map(note -> Listing.withProjectName(summary(note), workspace))));
  }

  private static Tool getNote() {
    return new ReadTool(
        Workspace.NOTES,
        spec("get_note", "Shows one note with its whole content.", NOTE_ID),
        (arguments, workspace, context) -> {
          ToolOutcome outcome =
              Listing.one(
                  arguments.text("note_id").flatMap(id -> workspace.find(Workspace.NOTES, id)),
                  "note",
                  "find the right id with list_notes");
          arguments
              .text("note_id")
              .filter(id -> hasContent(id, workspace))
              .ifPresent(workspace::noteRead);
          return outcome;
        });
  }

  private static Tool createNote() {
    return new CreateTool(
        NAME,
        Workspace.NOTES,
        spec(
            "create_note",
            "Creates a note.",
            required("title", STRING, "a short title"),
            required("content", STRING, "the content, in Markdown"),
            optional("project_id", STRING, "id of the project it belongs to")),
        JsonObject.empty());
  }

  private static Tool updateNote() {
    return new UpdateTool(
        NAME,
        Workspace.NOTES,
        spec(
            "update_note",
            "Changes a note. New content replaces all of the old one: read it with get_note first,"
                + " and keep what shall stay. Leave out whatever stays as it is (or give -1).",
            NOTE_ID,
            optional("title", STRING, "the new title"),
            optional("content", STRING, "the whole new content, in Markdown"),
            optional("project_id", STRING, "id of the project it shall belong to")),
        NoteAgent::unreadContent);
  }

  private static @Nullable String unreadContent(JsonObject change, Workspace workspace) {
    String id = change.text("id").orElse("");
    if (!change.has("content")) {
      return null;
    }
    if (workspace.hasJustWrittenNote(id)) {
      return "this note's content was changed a moment ago, and this change does not know it;"
          + " read the note with get_note, then update it again";
    }
    if (workspace.hasSeenNote(id)) {
      return null;
    }
    return workspace.find(Workspace.NOTES, id).isPresent() && !hasContent(id, workspace)
        ? "the content of this note is not known here, so it cannot be replaced; say so"
        : "read the note first with get_note, so that nothing in it is lost; then update it";
  }

  private static boolean hasContent(String id, Workspace workspace) {
    return workspace.find(Workspace.NOTES, id).flatMap(note -> note.text("content")).isPresent();
  }

  private static JsonObject summary(JsonObject note) {
    JsonObject.Builder shown = JsonObject.builder();
    for (String name : List.of("id", "title", "project_id")) {
      shown.putIfPresent(name, note.get(name));
    }
    return shown.put("excerpt", excerpt(note.text("content").orElse(""))).build();
  }

  private static String excerpt(String content) {
    String line = content.strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= EXCERPT_LENGTH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, EXCERPT_LENGTH)) + "…";
  }

  private static ToolSpec spec(String name, String description, Parameter... parameters) {
    return new ToolSpec(name, description, List.of(parameters));
  }
}
