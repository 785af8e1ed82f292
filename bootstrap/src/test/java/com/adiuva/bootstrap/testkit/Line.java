package com.adiuva.bootstrap.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A port that leads to another one of this machine, until it is cut.
public final class Line implements AutoCloseable {
  private final SocketAddress target;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private ServerSocket entry;

  /// @param port where it leads to
  public Line(int port) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.entry = listen(0);
    this.port = entry.getLocalPort();
  }

  public int port() {
    return port;
  }

  /// Cuts every connection and takes no more.
  public void cut() throws IOException {
    entry.close();
    for (Socket end : ends) {
      end.close();
    }
    ends.clear();
  }

  /// Takes connections again.
  public void mend() throws IOException {
    entry = listen(port);
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(() -> accept(listening));
    return listening;
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket near = listening.accept();
        Socket far = new Socket();
        ends.add(near);
        ends.add(far);
        try {
          far.connect(target);
        } catch (IOException e) {
          near.close();
          continue;
        }
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      }
    } catch (IOException e) {
      // cut
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One end is gone, and so is the other now.
    }
    ends.remove(from);
    ends.remove(to);
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
