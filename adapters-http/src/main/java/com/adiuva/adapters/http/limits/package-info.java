/// What the caller has used of what is limited.
@NullMarked
package com.adiuva.adapters.http.limits;

import org.jspecify.annotations.NullMarked;
