package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;

final class InMemoryTokenLedgerTest implements TokenLedgerContract {
  private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();

  @Override
  public TokenLedger tokens() {
    return ledger;
  }

  @Override
  public UserId newUser() {
    return People.somebody().id();
  }
}
