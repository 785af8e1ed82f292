/// The routes of accounts and sessions, and the signed tokens that prove a session.
@NullMarked
package com.adiuva.adapters.http.accounts;

import org.jspecify.annotations.NullMarked;
