package com.adiuva.adapters.llm.text;

import java.time.LocalDate;

/// A day that was read.
///
/// @param end the index of the first token after it
record Day(LocalDate date, int end) {}
