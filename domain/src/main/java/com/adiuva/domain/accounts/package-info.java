/// Users, sessions and the proofs of identity, with the ports that keep them.
@NullMarked
package com.adiuva.domain.accounts;

import org.jspecify.annotations.NullMarked;
