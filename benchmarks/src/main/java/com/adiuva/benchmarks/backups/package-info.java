/// Uploads and downloads of backups, beside copying and hashing the same bytes without a server.
@NullMarked
package com.adiuva.benchmarks.backups;

import org.jspecify.annotations.NullMarked;
