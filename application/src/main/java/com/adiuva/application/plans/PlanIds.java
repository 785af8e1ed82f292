package com.adiuva.application.plans;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The ids of plans: the same for the same caller with the same words, and telling nobody anything
/// about them, since the key they are made with lives and dies with the process.
final class PlanIds {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  PlanIds(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /// White space does not make another request; the tier does, as it decides who may work on it.
  UUID of(Caller caller, ChatRequest request) {
    Mac mac = mac();
    add(mac, caller.id().toString());
    add(mac, caller.tier().wireName());
    for (Turn turn : request.context().history()) {
      add(mac, turn.speaker().name());
      add(mac, turn.content());
    }
    add(mac, request.message().strip().replaceAll("\\s+", " "));
    ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
    long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x0000_0000_0000_4000L;
    long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /// With its length, so that no two lists of texts look the same.
  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    mac.update(bytes);
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
