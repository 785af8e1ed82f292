package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.model.Parameter;

/// The two parameters that tell a user's wish from a model's proposal.
final class Flags {
  static final Parameter AI_SUGGESTED =
      Parameter.optional(
          "is_ai_suggested",
          Parameter.Type.INTEGER,
          "0: the user asked for it; 1: you propose it by yourself");

  static final Parameter APPROVED =
      Parameter.optional(
          "is_approved",
          Parameter.Type.INTEGER,
          "1: the user asked for it; 0: it waits for the user's approval");

  private Flags() {}
}
