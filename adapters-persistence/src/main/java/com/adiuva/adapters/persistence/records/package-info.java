/// Metadata of records in PostgreSQL: the listing, the feed of changes, and the transaction that
/// writes them together with the user's bytes.
@NullMarked
package com.adiuva.adapters.persistence.records;

import org.jspecify.annotations.NullMarked;
