/// What is known of backups, beside the bytes they are counted with.
@NullMarked
package com.adiuva.adapters.persistence.backups;

import org.jspecify.annotations.NullMarked;
