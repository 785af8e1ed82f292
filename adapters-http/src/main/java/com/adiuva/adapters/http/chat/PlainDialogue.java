package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.adapters.http.shared.ProblemDetails;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Version 1 of what is said over a socket: a request, the answer's text as plain frames while it
/// is written, one JSON frame at its end; then the next request. A request that comes while another
/// runs is refused and does not disturb it.
final class PlainDialogue implements SocketSession.Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(PlainDialogue.class);

  /// What a log calls a request whose client went away.
  static final int CLIENT_CLOSED_REQUEST = 499;

  private final SocketSession session;
  private final Assistant assistant;
  private final Supplier<Caller> requester;
  private final String requestId;

  private final AtomicReference<@Nullable Cancellation> running = new AtomicReference<>();
  private volatile boolean ended;

  /// Held while an answer's frames are sent: the next request may begin once the last of them is on
  /// its way, and a client may send it before we have noticed that.
  private final ReentrantLock turn = new ReentrantLock();

  /// @param requester tells anew for each request who is making it, and counts it, or throws a 401
  ///   or a 429
  /// @param requestId of the upgrade, named in every problem and log line of this socket
  PlainDialogue(
      SocketSession session, Assistant assistant, Supplier<Caller> requester, String requestId) {
    this.session = session;
    this.assistant = assistant;
    this.requester = requester;
    this.requestId = requestId;
  }

  @Override
  public void hear(String message, Runnable next) {
    Cancellation cancellation = new Cancellation();
    if (running.compareAndSet(null, cancellation)) {
      Thread.ofVirtual().name("chat").start(() -> answer(message, cancellation));
      next.run();
    } else {
      // Reading goes on when the refusal has found room: who floods us waits for himself.
      Thread.ofVirtual().name("chat-refusal").start(() -> refuse(next));
    }
  }

  @Override
  public void end() {
    ended = true;
    Cancellation current = running.get();
    if (current != null) {
      current.cancel();
    }
  }

  private void answer(String message, Cancellation cancellation) {
    long begin = System.nanoTime();
    turn.lock();
    MDC.put("request_id", requestId);
    try {
      if (ended) {
        cancellation.cancel();
      }
      Caller caller = requester.get();
      MDC.put("user_id", caller.id().toString());
      ChatRequest request = ChatRequestReader.read(Fields.ofBody(Json.parse(message)));
      finish(cancellation, done(stream(caller, request, cancellation)));
      log(200, begin);
    } catch (CancellationException e) {
      log(CLIENT_CLOSED_REQUEST, begin);
    } catch (RuntimeException | Error e) {
      log(fail(cancellation, e), begin);
    } finally {
      // Only if it is still ours: the next request may have begun since the last frame was sent.
      running.compareAndSet(cancellation, null);
      turn.unlock();
      MDC.clear();
    }
  }

  private ChatAnswer stream(Caller caller, ChatRequest request, Cancellation cancellation) {
    FrameCutter cutter = FrameCutter.forPlainFrames();
    ChatAnswer answer =
        assistant.chat(
            caller,
            request,
            event -> {
              if (event instanceof ChatEvent.Delta delta) {
                cutter.cut(delta.text()).forEach(session::send);
              }
            },
            cancellation);
    cutter.end().forEach(session::send);
    return answer;
  }

  /// @return the status that an answer over HTTP would have
  private int fail(Cancellation cancellation, Throwable thrown) {
    ProblemDetails problem = ProblemDetails.of(thrown, requestId);
    if (problem.status() == 500) {
      LOG.error("Unexpected failure", Unspoken.of(thrown));
    }
    try {
      finish(cancellation, error(problem));
    } catch (CancellationException e) {
      LOG.debug("The socket ended before it could be told of a failure");
    }
    if (problem.status() == 401) {
      session.closeAfterSending(SocketSession.UNAUTHORIZED, "token expired");
    }
    return problem.status();
  }

  /// One line per request, as the access log has it for the others.
  static void log(int status, long begin) {
    LOG.atInfo()
        .addKeyValue("route", ChatSocket.ROUTE)
        .addKeyValue("status", status)
        .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
        .log("Socket request {}", status);
  }

  private void finish(Cancellation cancellation, String lastFrame) {
    running.compareAndSet(cancellation, null);
    session.send(lastFrame);
  }

  private void refuse(Runnable next) {
    try {
      EdgeException refusal = new EdgeException(EdgeProblem.REQUEST_IN_PROGRESS);
      session.send(error(ProblemDetails.of(refusal, requestId)));
      next.run();
    } catch (CancellationException e) {
      LOG.debug("The socket ended before a refusal could be sent");
    }
  }

  private static String done(ChatAnswer answer) {
    ObjectNode frame = Json.object().put("done", true);
    return Json.text(ChatJson.write(answer, frame));
  }

  private static String error(ProblemDetails problem) {
    ObjectNode frame = Json.object();
    frame.set("error", problem.body());
    return Json.text(frame);
  }
}
