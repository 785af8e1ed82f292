package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sends Unix signals to server processes.
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + signal + " " + pid + " failed");
    }
  }

  /// To the server process and all that it forked. The server comes first and the rest is looked
  /// for until nobody new is found: what it forked meanwhile would answer for the ones that are
  /// stopped.
  static void sendToAll(String signal, long pid) throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    send(signal, pid);
    Set<Long> told = new HashSet<>(Set.of(pid));
    for (List<ProcessHandle> news = untold(server, told);
        !news.isEmpty();
        news = untold(server, told)) {
      for (ProcessHandle process : news) {
        told.add(process.pid());
        try {
          send(signal, process.pid());
        } catch (IOException e) {
          if (process.isAlive()) {
            throw e;
          }
        }
      }
    }
  }

  private static List<ProcessHandle> untold(ProcessHandle server, Set<Long> told) {
    return server.descendants().filter(process -> !told.contains(process.pid())).toList();
  }
}
