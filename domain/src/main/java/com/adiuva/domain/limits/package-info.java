/// How often something may happen and how much may be stored, and the ports that count.
@NullMarked
package com.adiuva.domain.limits;

import org.jspecify.annotations.NullMarked;
