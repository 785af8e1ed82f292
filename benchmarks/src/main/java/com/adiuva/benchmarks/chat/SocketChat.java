package com.adiuva.benchmarks.chat;

import com.adiuva.benchmarks.load.Api;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The v1 chat socket, spoken plainly so that the client takes as little time as it can.
final class SocketChat implements AutoCloseable {
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final String DONE = "{\"done\":";

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final byte[] request;

  /// @param body a `ChatRequest`
  SocketChat(Api api, String body) throws IOException {
    request = frame(body.getBytes(StandardCharsets.UTF_8));
    socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out.write(
        api.head(
            "GET",
            "/chat/stream",
            "Connection",
            "Upgrade",
            "Upgrade",
            "websocket",
            "Sec-WebSocket-Version",
            "13",
            "Sec-WebSocket-Key",
            "AAAAAAAAAAAAAAAAAAAAAA=="));
    String head = head();
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("the socket did not open: " + head.lines().findFirst().orElse(""));
    }
  }

  /// One message.
  Timing run() throws IOException {
    long began = System.nanoTime();
    out.write(request);
    String frame = text();
    long first = System.nanoTime();
    while (!frame.startsWith("{")) {
      frame = text();
    }
    if (!frame.startsWith(DONE)) {
      throw new IllegalStateException("the server did not answer: " + frame);
    }
    return new Timing(first - began, System.nanoTime() - began);
  }

  private String text() throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = (int) in.readLong();
      }
      String payload = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (kind == TEXT) {
        return payload;
      }
      if (kind != PING) {
        throw new EOFException("the socket was closed");
      }
    }
  }

  /// A masked text frame; the mask is zeros, which changes nothing.
  private static byte[] frame(byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) TEXT).put((byte) (0x80 | 126)).putShort((short) payload.length);
    return frame.putInt(0).put(payload).array();
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
