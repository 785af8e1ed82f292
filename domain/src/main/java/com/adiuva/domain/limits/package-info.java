/// How often something may happen, and the port that counts.
@NullMarked
package com.adiuva.domain.limits;

import org.jspecify.annotations.NullMarked;
