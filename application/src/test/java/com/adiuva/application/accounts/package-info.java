/// Accounts over fakes that pass the ports' contracts.
@NullMarked
package com.adiuva.application.accounts;

import org.jspecify.annotations.NullMarked;
