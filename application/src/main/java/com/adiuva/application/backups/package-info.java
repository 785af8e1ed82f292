/// Backups: what clients may do with theirs.
@NullMarked
package com.adiuva.application.backups;

import org.jspecify.annotations.NullMarked;
