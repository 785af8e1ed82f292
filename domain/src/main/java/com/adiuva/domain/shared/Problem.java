package com.adiuva.domain.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything that can be wrong in a way the caller is told about: one record per `code` of the
/// wire contract. `detail` is one sentence a person can act on; it never carries user content, a
/// secret, a path or a prompt.
public sealed interface Problem
    permits Problem.ValidationFailed,
        Problem.Unauthenticated,
        Problem.InvalidToken,
        Problem.TokenExpired,
        Problem.InvalidCredentials,
        Problem.EmailTaken,
        Problem.InvalidRefreshToken,
        Problem.RefreshTokenReused,
        Problem.NotFound,
        Problem.FeatureNotAvailable,
        Problem.RateLimited,
        Problem.BudgetExceeded,
        Problem.Overloaded,
        Problem.DatabaseUnavailable,
        Problem.LlmUnavailable,
        Problem.LlmFailed,
        Problem.LlmTimeout,
        StorageProblem,
        BillingProblem {

  /// The stable word of the contract, such as `email_taken`.
  String code();

  /// A short name of the kind of problem, the same for every occurrence.
  String title();

  /// One sentence about this occurrence.
  String detail();

  /// The request is well-formed but some values are not acceptable; all of them are listed.
  record ValidationFailed(List<Violation> errors) implements Problem {
    public ValidationFailed {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("a failed validation names what failed");
      }
    }

    @Override
    public String code() {
      return "validation_failed";
    }

    @Override
    public String title() {
      return "Validation failed";
    }

    @Override
    public String detail() {
      Violation first = errors.get(0);
      String where = String.join(".", first.loc());
      String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
      return where + ": " + first.msg() + more;
    }
  }

  /// No credentials came with a request that needs them.
  record Unauthenticated() implements Problem {
    @Override
    public String code() {
      return "unauthenticated";
    }

    @Override
    public String title() {
      return "Authentication required";
    }

    @Override
    public String detail() {
      return "Send an access token in the Authorization header as 'Bearer <token>'.";
    }
  }

  /// The access token is not one of ours, or it was altered.
  record InvalidToken() implements Problem {
    @Override
    public String code() {
      return "invalid_token";
    }

    @Override
    public String title() {
      return "Invalid access token";
    }

    @Override
    public String detail() {
      return "The access token is not valid here; log in again.";
    }
  }

  /// The access token was ours but its time is over, or its session has ended.
  record TokenExpired() implements Problem {
    @Override
    public String code() {
      return "token_expired";
    }

    @Override
    public String title() {
      return "Access token expired";
    }

    @Override
    public String detail() {
      return "The access token has expired or its session has ended; refresh it or log in again.";
    }
  }

  /// E-mail and password do not belong together; which of them is wrong is not said.
  record InvalidCredentials() implements Problem {
    @Override
    public String code() {
      return "invalid_credentials";
    }

    @Override
    public String title() {
      return "Invalid credentials";
    }

    @Override
    public String detail() {
      return "The e-mail address or the password is wrong.";
    }
  }

  /// Somebody has an account under this address already.
  record EmailTaken() implements Problem {
    @Override
    public String code() {
      return "email_taken";
    }

    @Override
    public String title() {
      return "E-mail address taken";
    }

    @Override
    public String detail() {
      return "An account with this e-mail address exists already; log in instead.";
    }
  }

  /// The refresh token is unknown, expired, or of a session that has ended.
  record InvalidRefreshToken() implements Problem {
    @Override
    public String code() {
      return "invalid_refresh_token";
    }

    @Override
    public String title() {
      return "Invalid refresh token";
    }

    @Override
    public String detail() {
      return "The refresh token is not valid any more; log in again.";
    }
  }

  /// A rotated refresh token came back after its grace: its whole family has been revoked.
  record RefreshTokenReused() implements Problem {
    @Override
    public String code() {
      return "refresh_token_reused";
    }

    @Override
    public String title() {
      return "Refresh token reused";
    }

    @Override
    public String detail() {
      return "This refresh token was used before, so its session has been ended; log in again.";
    }
  }

  /// What was asked for does not exist, or belongs to somebody else, which is not told apart.
  ///
  /// @param what a noun such as `session`
  record NotFound(String what) implements Problem {
    @Override
    public String code() {
      return "not_found";
    }

    @Override
    public String title() {
      return "Not found";
    }

    @Override
    public String detail() {
      return "There is no such " + what + ".";
    }
  }

  /// The caller's tier does not include this.
  ///
  /// @param feature a stable word, such as `timeline_agent`
  /// @param tier the caller's
  /// @param requiredTier the cheapest that includes it
  record FeatureNotAvailable(String feature, String tier, String requiredTier) implements Problem {
    @Override
    public String code() {
      return "feature_not_available";
    }

    @Override
    public String title() {
      return "Feature not available";
    }

    @Override
    public String detail() {
      return "This is part of the " + requiredTier + " tier and above; yours is " + tier + ".";
    }
  }

  /// Too many requests in the window.
  ///
  /// @param retryAfter after which the same request would have been accepted
  record RateLimited(Duration retryAfter) implements Problem {
    @Override
    public String code() {
      return "rate_limited";
    }

    @Override
    public String title() {
      return "Too many requests";
    }

    @Override
    public String detail() {
      return "Too many requests; wait as long as Retry-After says.";
    }
  }

  /// The day's tokens of language models are used up, or what is left is less than a call needs.
  ///
  /// @param usedTokens with what running calls may still need
  /// @param resetsAt when the next day begins
  record BudgetExceeded(long usedTokens, long limitTokens, Instant resetsAt) implements Problem {
    @Override
    public String code() {
      return "budget_exceeded";
    }

    @Override
    public String title() {
      return "Budget exceeded";
    }

    @Override
    public String detail() {
      return "This needs more tokens than are left for today; wait until tomorrow (UTC) or upgrade.";
    }
  }

  /// The server has more work of this kind than it may queue.
  record Overloaded(Duration retryAfter) implements Problem {
    @Override
    public String code() {
      return "overloaded";
    }

    @Override
    public String title() {
      return "Server busy";
    }

    @Override
    public String detail() {
      return "The server is busy; try again in a moment.";
    }
  }

  /// The database does not answer.
  record DatabaseUnavailable() implements Problem {
    @Override
    public String code() {
      return "database_unavailable";
    }

    @Override
    public String title() {
      return "Database unavailable";
    }

    @Override
    public String detail() {
      return "The server cannot reach its database at the moment; try again shortly.";
    }
  }

  /// No language model is configured, or none can be reached.
  record LlmUnavailable() implements Problem {
    @Override
    public String code() {
      return "llm_unavailable";
    }

    @Override
    public String title() {
      return "Language model unavailable";
    }

    @Override
    public String detail() {
      return "No language model can be reached at the moment; try again shortly.";
    }
  }

  /// The provider refused the request or answered something unusable.
  record LlmFailed() implements Problem {
    @Override
    public String code() {
      return "llm_failed";
    }

    @Override
    public String title() {
      return "Language model failed";
    }

    @Override
    public String detail() {
      return "The language model could not process this request.";
    }
  }

  /// The provider took longer than `LLM_TIMEOUT_SECONDS`.
  record LlmTimeout() implements Problem {
    @Override
    public String code() {
      return "llm_timeout";
    }

    @Override
    public String title() {
      return "Language model timed out";
    }

    @Override
    public String detail() {
      return "The language model did not finish in time; try again or ask for less at once.";
    }
  }
}
