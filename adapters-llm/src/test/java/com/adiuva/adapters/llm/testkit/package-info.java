/// A scripted provider of language models, for this module's tests and for those of others.
@NullMarked
package com.adiuva.adapters.llm.testkit;

import org.jspecify.annotations.NullMarked;
