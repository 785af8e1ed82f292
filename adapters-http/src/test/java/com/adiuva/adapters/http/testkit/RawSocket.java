package com.adiuva.adapters.http.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A WebSocket client that does only what it is told: also what no client should do.
public final class RawSocket implements Closeable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /// What no server should take longer for.
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;
  private final String answer;

  /// A frame from the server.
  public static final class Frame {
    private final int opcode;
    private final byte[] payload;

    private Frame(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    public int opcode() {
      return opcode;
    }

    public byte[] payload() {
      return payload;
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
  }

  /// Connects and sends a handshake.
  ///
  /// @param headers whole lines, besides those every handshake has
  public RawSocket(int port, String target, String... headers) throws IOException {
    this(port, "GET", target, handshake(headers));
  }

  /// Connects and sends a request as it is given.
  public RawSocket(int port, String method, String target, List<String> headers)
      throws IOException {
    socket.setReceiveBufferSize(8 * 1024);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
    out = new DataOutputStream(socket.getOutputStream());
    String head = method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
    send((head + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    answer = readHead();
  }

  private static List<String> handshake(String... headers) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    all.addAll(List.of(headers));
    return all;
  }

  public int status() {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  /// The head of the answer, status line and fields.
  public String head() {
    return answer;
  }

  /// The body of an answer that is no upgrade.
  public String body() throws IOException {
    String length =
        answer
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("0");
    return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
  }

  public void text(String text) throws IOException {
    frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  public void frame(int opcode, boolean last, byte[] payload) throws IOException {
    send(encode(opcode, last, true, payload));
  }

  public void unmasked(int opcode, byte[] payload) throws IOException {
    send(encode(opcode, true, false, payload));
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public static byte[] encode(int opcode, boolean last, boolean masked, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    if (masked) {
      // A mask of zeros is a mask.
      frame.putInt(0);
    }
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  /// The next frame of the server, put together where it comes in fragments.
  ///
  /// @throws java.io.EOFException when the connection has ended
  public Frame next() throws IOException {
    int first = in.readUnsignedByte();
    byte[] payload = payload();
    boolean last = (first & 0x80) != 0;
    if (last) {
      return new Frame(first & 0x0F, payload);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(payload);
    while (!last) {
      int next = in.readUnsignedByte();
      payload = payload();
      if ((next & 0x0F) == CONTINUATION) {
        whole.write(payload);
        last = (next & 0x80) != 0;
      }
    }
    return new Frame(first & 0x0F, whole.toByteArray());
  }

  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte();
    long size =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    byte[] payload = new byte[Math.toIntExact(size)];
    in.readFully(payload);
    return payload;
  }

  /// The next frame that is no ping or pong; pings are answered.
  public Frame nextMessage() throws IOException {
    Frame frame = next();
    while (frame.opcode() == PING || frame.opcode() == PONG) {
      if (frame.opcode() == PING) {
        frame(PONG, true, frame.payload());
      }
      frame = next();
    }
    return frame;
  }

  /// Reads to the closing frame.
  public int closeCode() throws IOException {
    Frame frame = nextMessage();
    while (frame.opcode() != CLOSE) {
      frame = nextMessage();
    }
    return frame.closeCode();
  }

  /// Whether the server has cut the connection, waiting for that.
  public boolean isCut() throws IOException {
    try {
      while (in.read() >= 0) {}
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Resets the connection, without any handshake.
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    return head.toString(StandardCharsets.UTF_8);
  }
}
