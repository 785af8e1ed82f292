/// Tests of opaque tokens and of their rotation.
@NullMarked
package com.adiuva.domain.accounts.tokens;

import org.jspecify.annotations.NullMarked;
