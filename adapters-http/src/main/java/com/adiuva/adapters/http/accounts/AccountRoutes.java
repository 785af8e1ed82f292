package com.adiuva.adapters.http.accounts;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.accounts.Accounts;
import com.adiuva.application.accounts.ClientInfo;
import com.adiuva.application.accounts.LoginLimits;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Registration, login, refresh, and what an account's owner does with it.
public final class AccountRoutes implements RouteGroup {
  private final Accounts accounts;

  public AccountRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/auth/register", Access.PUBLIC, this::register);
    routes.post("/auth/login", Access.PUBLIC, this::login);
    routes.post("/auth/refresh", Access.PUBLIC, this::refresh);
    routes.get("/auth/me", Access.AUTHENTICATED, AccountRoutes::me);
    routes.put("/auth/password", Access.AUTHENTICATED, this::changePassword);
    routes.delete("/auth/me", Access.AUTHENTICATED, this::erase);
  }

  private void register(Exchange exchange) {
    ClientInfo client = exchange.clientInfo();
    accounts.admit(LoginLimits.Door.REGISTER, client);
    Fields body = exchange.jsonBody();
    FieldValue<EmailAddress> email = body.parse("email", EmailAddress::new);
    FieldValue<Password> password = body.parse("password", Password::chosen);
    body.check();
    exchange.respond(201, tokens(accounts.register(email.get(), password.get(), client)));
  }

  private void login(Exchange exchange) {
    ClientInfo client = exchange.clientInfo();
    accounts.admit(LoginLimits.Door.LOGIN, client);
    Fields body = exchange.jsonBody();
    FieldValue<Optional<EmailAddress>> email = body.parse("email", AccountRoutes::attempted);
    FieldValue<Password> password = body.parse("password", Password::attempted);
    body.check();
    EmailAddress known =
        email.get().orElseThrow(() -> new ProblemException(new Problem.InvalidCredentials()));
    exchange.respond(200, tokens(accounts.login(known, password.get(), client)));
  }

  /// Text that is no address is the address of no account: at login it is wrong, not malformed.
  private static Optional<EmailAddress> attempted(String text) {
    try {
      return Optional.of(new EmailAddress(text));
    } catch (InvalidValueException e) {
      if (e.type().equals("string_too_long")) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void refresh(Exchange exchange) {
    ClientInfo client = exchange.clientInfo();
    accounts.admit(LoginLimits.Door.REFRESH, client);
    Fields body = exchange.jsonBody();
    FieldValue<String> token = body.text("refresh_token");
    body.check();
    exchange.respond(200, tokens(accounts.refresh(token.get())));
  }

  private static void me(Exchange exchange) {
    Caller caller = exchange.caller();
    exchange.respond(
        200,
        Json.object()
            .put("id", caller.id().toString())
            .put("email", caller.email().value())
            .put("tier", caller.tier().wireName())
            .put("role", caller.role().wireName()));
  }

  private void changePassword(Exchange exchange) {
    Fields body = exchange.jsonBody();
    FieldValue<Password> current = body.parse("current_password", Password::attempted);
    FieldValue<Password> next = body.parse("new_password", Password::chosen);
    body.check();
    accounts.changePassword(exchange.caller(), current.get(), next.get(), exchange.clientInfo());
    exchange.respond(204);
  }

  private void erase(Exchange exchange) {
    Fields body = exchange.jsonBody();
    FieldValue<Password> password = body.parse("password", Password::attempted);
    body.check();
    accounts.erase(exchange.caller(), password.get(), exchange.clientInfo());
    exchange.respond(204);
  }

  private static ObjectNode tokens(SignedIn signedIn) {
    return Json.object()
        .put("access_token", signedIn.accessToken().value())
        .put("refresh_token", signedIn.refreshToken().reveal())
        .put("expires_at", signedIn.accessToken().expiresAt().toEpochMilli())
        .put("expires_in", signedIn.accessToken().lifetime().toSeconds())
        .put("token_type", "bearer");
  }
}
