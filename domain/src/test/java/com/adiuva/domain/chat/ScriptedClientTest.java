package com.adiuva.domain.chat;

final class ScriptedClientTest implements ClientToolsContract {
  private final ScriptedClient client = new ScriptedClient();

  @Override
  public ClientTools tools() {
    return client;
  }

  @Override
  public void tells(String id, ClientAnswer answer) {
    client.tells(id, answer);
  }

  @Override
  public void decides(String id, boolean approved) {
    client.decides(id, approved);
  }
}
