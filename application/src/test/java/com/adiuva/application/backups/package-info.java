/// Backups when what they rely on is away.
@NullMarked
package com.adiuva.application.backups;

import org.jspecify.annotations.NullMarked;
