/// Users, sessions and their secrets at rest, and the slow hash that guards passwords.
@NullMarked
package com.adiuva.adapters.persistence.accounts;

import org.jspecify.annotations.NullMarked;
