package com.adiuva.adapters.http.shared;

import com.adiuva.domain.shared.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whose `X-Forwarded-For` is believed. Anybody can send that header; only what a proxy of ours
/// appended is true.
public final class TrustedProxies {
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int V6_NETWORK_BYTES = 8;

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /// @param entries addresses or networks such as `10.0.0.0/8` or `fd00::/8`
  /// @throws InvalidValueException for anything else
  public static TrustedProxies parse(List<String> entries) {
    return new TrustedProxies(entries.stream().map(String::strip).map(Network::parse).toList());
  }

  /// The address that limits count against: the peer, or, behind trusted proxies, the rightmost
  /// forwarded address that is not one of them. An IPv6 client is known by its /64, since it can
  /// choose the rest.
  ///
  /// @param forwardedFor the values of every `X-Forwarded-For` header, in order
  public String clientOf(String peer, List<String> forwardedFor) {
    Optional<InetAddress> address = literal(peer);
    if (address.isEmpty()) {
      return peer;
    }
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(value -> hops.addAll(Arrays.asList(value.split(",", -1))));
    InetAddress client = address.get();
    for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
      Optional<InetAddress> hop = literal(hops.get(i).strip());
      if (hop.isEmpty()) {
        break; // not an address: whoever wrote it, nothing left of it can be believed
      }
      client = hop.get();
    }
    return key(client);
  }

  private boolean trusts(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < V6_NETWORK_BYTES; i += 2) {
      text.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF))).append(':');
    }
    return text.append(":/64").toString();
  }

  /// Never a name: looking one up would let a header make us ask the network.
  private static Optional<InetAddress> literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!LITERAL.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static final class Network {
    private final byte[] address;
    private final int prefix;

    private Network(byte[] address, int prefix) {
      this.address = address;
      this.prefix = prefix;
    }

    static Network parse(String text) {
      int slash = text.indexOf('/');
      InetAddress address =
          literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(Network::invalid);
      int bits = address.getAddress().length * 8;
      int prefix = bits;
      if (slash >= 0) {
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
          throw invalid();
        }
        prefix = Integer.parseInt(length);
      }
      return new Network(address.getAddress(), prefix);
    }

    boolean contains(InetAddress other) {
      byte[] bytes = other.getAddress();
      if (bytes.length != address.length) {
        return false;
      }
      int whole = prefix / 8;
      if (!Arrays.equals(bytes, 0, whole, address, 0, whole)) {
        return false;
      }
      int rest = prefix % 8;
      return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xFF) >>> (8 - rest) == 0;
    }

    private static InvalidValueException invalid() {
      return new InvalidValueException(
          "value_error", "every proxy must be an IP address or a network such as 10.0.0.0/8");
    }
  }
}
