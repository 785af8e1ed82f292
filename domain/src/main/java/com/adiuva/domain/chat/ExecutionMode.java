package com.adiuva.domain.chat;

/// How a request is carried out.
public enum ExecutionMode {
  /// The agent works at once and answers with actions.
  DIRECT,
  /// The answer is a plan of steps that the client carries out.
  PLAN
}
