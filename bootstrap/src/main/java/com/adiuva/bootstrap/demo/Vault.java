package com.adiuva.bootstrap.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// The client's side of the encryption: AES-256 in GCM mode under a key that never leaves it. A
/// ciphertext is the 12 bytes of its nonce, then what the cipher made.
final class Vault {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  Vault() {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      key = generator.generateKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES", e);
    }
  }

  byte[] encrypt(String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return whole;
  }

  /// @throws IllegalStateException when a bit of it was changed
  String decrypt(byte[] whole) {
    byte[] text =
        run(
            Cipher.DECRYPT_MODE,
            Arrays.copyOf(whole, NONCE),
            Arrays.copyOfRange(whole, NONCE, whole.length));
    return new String(text, StandardCharsets.UTF_8);
  }

  /// What goes along with a ciphertext, so that the server can tell whether it arrived whole.
  static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private byte[] run(int mode, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the ciphertext is not what was encrypted", e);
    }
  }
}
