package com.adiuva.adapters.billing.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells Stripe's events from others': signed with one of our secrets, over exactly these bytes,
/// just now.
final class SignedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(SignedEvents.class);
  private static final String HMAC = "HmacSHA256";

  private final List<SecretKeySpec> secrets;
  private final LiveMode mode;

  SignedEvents(StripeSettings settings) {
    this.secrets =
        settings.webhookSecrets().stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), HMAC))
            .toList();
    this.mode = LiveMode.ofKey(settings.secretKey());
  }

  BillingEvent verify(byte[] body, @Nullable String header, Instant now) {
    SignatureHeader signature = SignatureHeader.parse(header);
    if (signature == null || !signature.isFresh(now) || !isOurs(signature, body)) {
      throw new ProblemException(new BillingProblem.InvalidSignature());
    }
    EventBody event = EventBody.parse(body);
    if (event == null) {
      throw new ProblemException(new BillingProblem.InvalidSignature());
    }
    if (!mode.includes(event.livemode())) {
      LOG.warn("Ignored {}: it is of the other mode than our key", event.id());
      return new BillingEvent(event.id(), event.type(), null);
    }
    return new BillingEvent(event.id(), event.type(), event.customerId());
  }

  private boolean isOurs(SignatureHeader header, byte[] body) {
    boolean ours = false;
    for (SecretKeySpec secret : secrets) {
      byte[] expected = sign(secret, header.timestamp(), body);
      for (byte[] signature : header.signatures()) {
        ours |= MessageDigest.isEqual(expected, signature);
      }
    }
    return ours;
  }

  private static byte[] sign(SecretKeySpec secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      mac.update((timestamp + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC with SHA-256", e);
    }
  }
}
