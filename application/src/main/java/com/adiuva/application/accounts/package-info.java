/// Registration, login, sessions: who somebody is and how they prove it.
@NullMarked
package com.adiuva.application.accounts;

import org.jspecify.annotations.NullMarked;
