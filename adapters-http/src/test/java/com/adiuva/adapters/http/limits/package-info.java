/// Tests of the routes about limits.
@NullMarked
package com.adiuva.adapters.http.limits;

import org.jspecify.annotations.NullMarked;
