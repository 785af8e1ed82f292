package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.accounts.tokens.OpaqueToken;

/// The proofs handed to somebody who signed in.
public record SignedIn(Caller caller, AccessToken accessToken, OpaqueToken refreshToken) {}
