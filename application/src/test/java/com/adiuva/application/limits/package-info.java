/// Tests of what counts and limits.
@NullMarked
package com.adiuva.application.limits;

import org.jspecify.annotations.NullMarked;
