/// Whole backups that clients made and encrypted.
@NullMarked
package com.adiuva.domain.backups;

import org.jspecify.annotations.NullMarked;
