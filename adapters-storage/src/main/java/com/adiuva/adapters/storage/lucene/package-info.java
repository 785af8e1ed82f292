/// The vector index this server keeps itself: a Lucene index under `DATA_DIR`. What it holds can be
/// told again from the rows, so it commits lazily and begins anew when its folder is damaged.
@NullMarked
package com.adiuva.adapters.storage.lucene;

import org.jspecify.annotations.NullMarked;
