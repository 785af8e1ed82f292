package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Sends Unix signals to server processes.
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + signal + " " + pid + " failed");
    }
  }

  /// To the server process and all that it forked.
  static void sendToAll(String signal, long pid) throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    for (ProcessHandle process : all) {
      if (process.isAlive()) {
        send(signal, process.pid());
      }
    }
  }
}
