package com.adiuva.adapters.storage.s3;

import com.adiuva.adapters.storage.shared.SeldomLogged;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says of a failure what it means to a caller, and logs each reason now and then: by its code
/// only, since messages repeat keys.
final class S3Failures {
  private static final Logger LOG = LoggerFactory.getLogger(S3Failures.class);

  private final SeldomLogged logged = new SeldomLogged();

  /// Makes a call.
  ///
  /// @throws ProblemException `StorageUnavailable` or `StorageFull`
  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw problem(e);
    }
  }

  ProblemException problem(SdkException failure) {
    String reason = reason(failure);
    if (logged.isDue(reason)) {
      LOG.error("the bucket of blobs cannot be used ({}): {}", reason, advice(reason));
    }
    return new ProblemException(
        isFull(failure)
            ? new StorageProblem.StorageFull()
            : new StorageProblem.StorageUnavailable(),
        failure);
  }

  /// The code of what S3 answered, such as `NoSuchBucket`; empty when it did not say.
  static String code(SdkException failure) {
    return failure instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  static int status(SdkException failure) {
    return failure instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  private static boolean isFull(SdkException failure) {
    return status(failure) == 507 || code(failure).equals("QuotaExceeded");
  }

  private static String reason(SdkException failure) {
    if (status(failure) != 0) {
      return (status(failure) + " " + code(failure)).strip();
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }

  private static String advice(String reason) {
    if (reason.contains("NoSuchBucket")) {
      return "create the bucket named in S3_BUCKET, or name another";
    }
    if (reason.startsWith("401") || reason.startsWith("403")) {
      return "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do";
    }
    return "calls that need it fail until it answers";
  }
}
