/// Secrets that mean nothing by themselves, and the rule by which refresh tokens follow each other.
@NullMarked
package com.adiuva.domain.accounts.tokens;

import org.jspecify.annotations.NullMarked;
