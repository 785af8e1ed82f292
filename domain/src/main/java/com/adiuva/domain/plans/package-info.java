/// Plans: steps that a client carries out by itself, some of which run a prompt template on the
/// server.
@NullMarked
package com.adiuva.domain.plans;

import org.jspecify.annotations.NullMarked;
