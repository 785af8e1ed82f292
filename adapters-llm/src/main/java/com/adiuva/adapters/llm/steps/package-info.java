/// What the offline model does next for each wish: which tool it calls, and what it says when that
/// is done.
@NullMarked
package com.adiuva.adapters.llm.steps;

import org.jspecify.annotations.NullMarked;
