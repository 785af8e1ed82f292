package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.json.WellFormed;
import com.adiuva.adapters.http.shared.ProblemDetails;
import com.adiuva.domain.chat.ChatEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// One run's events as the frames of version 2, each a JSON object with its `type`; a frame's `seq`
/// is put in when it is sent.
final class ServerFrames {
  private final String runId;
  private final FrameCutter cutter = FrameCutter.forPayloads();

  ServerFrames(String runId) {
    this.runId = runId;
  }

  /// The frames that the next event makes, perhaps none.
  List<ObjectNode> of(ChatEvent event) {
    return switch (event) {
      case ChatEvent.AgentStarted started -> List.of(ofRun("agent").put("agent", started.agent()));
      case ChatEvent.Delta delta -> deltas(cutter.cut(delta.text()));
      case ChatEvent.ToolCalled call -> {
        ObjectNode frame = frame("tool_call").put("id", call.id()).put("name", call.tool());
        frame.set("arguments", Json.fromDomain(WellFormed.object(call.arguments())));
        yield List.of(frame);
      }
      case ChatEvent.ApprovalRequested request -> {
        ObjectNode frame = frame("approval_request").put("id", request.id());
        ChatJson.write(request.action(), frame.putObject("action"));
        yield List.of(frame);
      }
      case ChatEvent.ActionRequested request -> {
        ObjectNode frame = frame("action");
        ChatJson.write(request.action(), frame.putObject("action"));
        yield List.of(frame);
      }
      case ChatEvent.Done done -> {
        List<ObjectNode> frames = deltas(cutter.end());
        frames.add(ChatJson.write(done.answer(), ofRun("done")));
        yield frames;
      }
    };
  }

  /// The end of a run that failed.
  ObjectNode failed(ProblemDetails problem) {
    ObjectNode frame = ofRun("error");
    frame.set("problem", problem.body());
    return frame;
  }

  /// What is wrong with something the client said. It belongs to no run.
  static String refusal(ProblemDetails problem) {
    ObjectNode frame = Json.object().put("type", "error");
    frame.set("problem", problem.body());
    return Json.text(frame);
  }

  private static List<ObjectNode> deltas(List<String> pieces) {
    List<ObjectNode> frames = new ArrayList<>(pieces.size() + 1);
    pieces.forEach(piece -> frames.add(frame("delta").put("text", piece)));
    return frames;
  }

  private ObjectNode ofRun(String type) {
    return frame(type).put("run_id", runId);
  }

  /// The number holds its place near the front.
  private static ObjectNode frame(String type) {
    return Json.object().put("type", type).put("seq", 0L);
  }
}
