/// The offline model: a deterministic interpreter of English commands behind the same port as the
/// providers. It keeps nothing between calls; each call is planned from the conversation alone.
@NullMarked
package com.adiuva.adapters.llm.offline;

import org.jspecify.annotations.NullMarked;
