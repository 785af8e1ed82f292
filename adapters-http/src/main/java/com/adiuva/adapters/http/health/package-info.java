/// Whether the server lives and may be given work.
@NullMarked
package com.adiuva.adapters.http.health;

import org.jspecify.annotations.NullMarked;
