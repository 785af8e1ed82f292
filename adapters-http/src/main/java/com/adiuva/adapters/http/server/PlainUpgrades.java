package com.adiuva.adapters.http.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lets a WebSocket handshake pass as the GET it is, through the same routes and checks as all
/// others. The engine would otherwise take it out of their way: it makes an HTTP session with a
/// cookie for everyone who asks, picks the first sub-protocol offered, and drops the problem
/// details of a refusal. It knows a handshake by one header, so that is hidden from it; a route
/// that upgrades reads the request that is wrapped here.
final class PlainUpgrades implements Filter {
  private static final String MARK = "Sec-WebSocket-Version";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        request instanceof HttpServletRequest http && http.getHeader(MARK) != null
            ? new Unmarked(http)
            : request,
        response);
  }

  private static final class Unmarked extends HttpServletRequestWrapper {
    Unmarked(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(MARK) ? null : super.getHeader(name);
    }
  }
}
