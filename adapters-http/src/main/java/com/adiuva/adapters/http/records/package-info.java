/// `/storage`: encrypted records, the feed of their changes, batches of them, and what they use.
@NullMarked
package com.adiuva.adapters.http.records;

import org.jspecify.annotations.NullMarked;
