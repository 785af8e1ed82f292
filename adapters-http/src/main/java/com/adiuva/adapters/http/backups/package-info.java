/// `/backup`: whole backups, streamed both ways.
@NullMarked
package com.adiuva.adapters.http.backups;

import org.jspecify.annotations.NullMarked;
