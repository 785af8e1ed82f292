package com.adiuva.adapters.storage.s3;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// Asks S3 to encrypt what it stores, unless it is a server that cannot: that is tried once.
final class Encryption {
  private static final Optional<ServerSideEncryption> ON = Optional.of(ServerSideEncryption.AES256);
  private static final Set<String> REFUSALS =
      Set.of(
          "NotImplemented", "InvalidArgument", "InvalidRequest", "InvalidEncryptionAlgorithmError");

  private enum Support {
    UNKNOWN,
    YES,
    NO
  }

  private volatile Support support;

  /// @param known whether the server is one that can
  Encryption(boolean known) {
    support = known ? Support.YES : Support.UNKNOWN;
  }

  /// Makes a call that stores something, once more without encryption if that may be the reason why
  /// it was refused.
  <T> T store(Function<Optional<ServerSideEncryption>, T> call) {
    if (support == Support.NO) {
      return call.apply(Optional.empty());
    }
    try {
      T result = call.apply(ON);
      support = Support.YES;
      return result;
    } catch (SdkException e) {
      if (support != Support.UNKNOWN
          || (S3Failures.status(e) != 501 && !REFUSALS.contains(S3Failures.code(e)))) {
        throw e;
      }
      T result = call.apply(Optional.empty());
      support = Support.NO;
      return result;
    }
  }
}
