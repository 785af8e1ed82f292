/// What records and backups share of their bytes, and what keeps rows, ledger and blobs in step.
@NullMarked
package com.adiuva.application.blobs;

import org.jspecify.annotations.NullMarked;
