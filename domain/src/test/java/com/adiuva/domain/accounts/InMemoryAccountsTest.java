package com.adiuva.domain.accounts;

final class InMemoryAccountsTest implements UsersContract, SessionsContract, SocketTicketsContract {
  private final InMemoryAccounts accounts = new InMemoryAccounts();

  @Override
  public Users users() {
    return accounts;
  }

  @Override
  public Sessions sessions() {
    return accounts;
  }

  @Override
  public SocketTickets tickets() {
    return accounts;
  }
}
