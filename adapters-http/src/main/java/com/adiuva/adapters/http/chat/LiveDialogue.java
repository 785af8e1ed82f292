package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.adapters.http.shared.ProblemDetails;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.FinishReason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Version 2 of what is said over a socket: JSON frames both ways, one run at a time, of which the
/// client may be asked things, and which it may cancel, or resume after its socket broke.
final class LiveDialogue implements SocketSession.Dialogue, LiveRun.Audience {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDialogue.class);

  private final SocketSession session;
  private final Assistant assistant;
  private final Supplier<Caller> requester;
  private final Supplier<Caller> identity;
  private final String requestId;
  private final Runs runs;

  /// The run that this socket hears, or heard last. Set by one thread at a time, as the next
  /// message is read when the one before was dealt with.
  private final AtomicReference<@Nullable LiveRun> current = new AtomicReference<>();

  private volatile boolean ended;

  /// @param requester tells anew for each request who is making it, and counts it, or throws a 401
  ///   or a 429
  /// @param identity tells anew who is calling, or throws a 401
  /// @param requestId of the upgrade, named in every problem and log line of this socket
  LiveDialogue(
      SocketSession session,
      Assistant assistant,
      Supplier<Caller> requester,
      Supplier<Caller> identity,
      String requestId,
      Runs runs) {
    this.session = session;
    this.assistant = assistant;
    this.requester = requester;
    this.identity = identity;
    this.requestId = requestId;
    this.runs = runs;
  }

  @Override
  public void hear(String message, Runnable next) {
    LiveRun run = current.get();
    if (run != null
        && !run.isOver()
        && !run.cancellation().isCancelled()
        && ClientFrame.isCancel(message)) {
      // Not behind whatever else waits for a processor: meanwhile the run would go on.
      run.cancel();
      next.run();
      return;
    }
    Thread.ofVirtual().name("chat-frame").start(() -> deal(message, next));
  }

  @Override
  public void end() {
    ended = true;
    LiveRun run = current.get();
    if (run != null) {
      run.left(this);
    }
  }

  @Override
  public void send(String frame) {
    session.send(frame);
  }

  @Override
  public boolean hasLeft() {
    return ended;
  }

  @Override
  public void replacedIn(LiveRun run) {
    if (run.equals(current.get())) {
      session.close(SocketSession.NORMAL, "resumed on another socket");
    }
  }

  private void deal(String message, Runnable next) {
    long begin = System.nanoTime();
    MDC.put("request_id", requestId);
    try {
      take(ClientFrame.read(message));
      next.run();
    } catch (CancellationException e) {
      LOG.debug("The socket ended before it was told");
    } catch (RuntimeException | Error e) {
      refuse(e, begin, next);
    } finally {
      MDC.clear();
    }
  }

  private void take(ClientFrame frame) {
    LiveRun run = current.get();
    switch (frame) {
      case ClientFrame.Request request -> begin(request);
      case ClientFrame.Resume resume -> resume(resume);
      case ClientFrame.ToolResult result when run != null ->
          run.replies().told(result.id(), result.answer());
      case ClientFrame.Approval approval when run != null ->
          run.replies().decided(approval.id(), approval.approved());
      case ClientFrame.Cancel _ when run != null -> run.cancel();
      default -> LOG.debug("A frame for a run, but there is none");
    }
  }

  private void begin(ClientFrame.Request request) {
    LiveRun before = idle();
    Caller caller = requester.get();
    LiveRun run =
        request.resumable()
            ? runs.beginResumable(caller.id(), this)
            : runs.begin(caller.id(), this);
    current.set(run);
    if (ended) {
      run.left(this);
    }
    Thread.ofVirtual().name("chat").start(() -> answer(run, before, caller, request));
  }

  private void resume(ClientFrame.Resume resume) {
    idle();
    LiveRun run = runs.find(resume.runId(), identity.get().id());
    current.set(run);
    try {
      run.resume(this, resume.after());
    } catch (RuntimeException e) {
      current.set(null);
      throw e;
    }
  }

  /// @return what ran last on this socket, if anything
  private @Nullable LiveRun idle() {
    LiveRun run = current.get();
    if (run != null && !run.isOver()) {
      throw new EdgeException(EdgeProblem.REQUEST_IN_PROGRESS);
    }
    return run;
  }

  private void answer(
      LiveRun run, @Nullable LiveRun before, Caller caller, ClientFrame.Request request) {
    long begin = System.nanoTime();
    MDC.put("request_id", requestId);
    MDC.put("user_id", caller.id().toString());
    try {
      if (before != null) {
        // Its last frame is on its way, but perhaps behind ours.
        before.awaitEnd();
      }
      ChatAnswer answer =
          assistant.converse(
              caller, request.request(), run.replies(), run::tell, run.cancellation());
      boolean cancelled = answer.finishReason() == FinishReason.CANCELLED;
      PlainDialogue.log(cancelled ? PlainDialogue.CLIENT_CLOSED_REQUEST : 200, begin);
    } catch (CancellationException e) {
      PlainDialogue.log(PlainDialogue.CLIENT_CLOSED_REQUEST, begin);
    } catch (RuntimeException | Error e) {
      ProblemDetails problem = problem(e);
      PlainDialogue.log(problem.status(), begin);
      tell(run, problem);
    } finally {
      run.end();
      MDC.clear();
    }
  }

  private static void tell(LiveRun run, ProblemDetails problem) {
    try {
      run.fail(problem);
    } catch (CancellationException e) {
      LOG.debug("The socket ended before it could be told of a failure");
    }
  }

  private void refuse(Throwable thrown, long begin, Runnable next) {
    ProblemDetails problem = problem(thrown);
    PlainDialogue.log(problem.status(), begin);
    try {
      session.send(ServerFrames.refusal(problem));
      if (problem.status() == 401) {
        session.closeAfterSending(SocketSession.UNAUTHORIZED, "token expired");
      } else {
        next.run();
      }
    } catch (CancellationException e) {
      LOG.debug("The socket ended before a refusal could be sent");
    }
  }

  private ProblemDetails problem(Throwable thrown) {
    ProblemDetails problem = ProblemDetails.of(thrown, requestId);
    if (problem.status() == 500) {
      LOG.error("Unexpected failure", Unspoken.of(thrown));
    }
    return problem;
  }
}
