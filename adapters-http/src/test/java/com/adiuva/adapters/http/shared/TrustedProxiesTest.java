package com.adiuva.adapters.http.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies none = TrustedProxies.parse(List.of());
  private final TrustedProxies ours =
      TrustedProxies.parse(List.of("10.0.0.0/8", "192.168.1.9", "fd00::/8"));

  @Test
  void h04_aStrangersWordCountsForNothing() {
    assertThat(none.clientOf("127.0.0.1", List.of("203.0.113.1"))).isEqualTo("127.0.0.1");
    assertThat(ours.clientOf("203.0.113.9", List.of("203.0.113.1"))).isEqualTo("203.0.113.9");
    assertThat(ours.clientOf("192.168.1.8", List.of("203.0.113.1"))).isEqualTo("192.168.1.8");
  }

  @Test
  void theRightmostAddressThatIsNotOursIsTheClient() {
    assertThat(ours.clientOf("10.1.2.3", List.of("203.0.113.1"))).isEqualTo("203.0.113.1");
    assertThat(ours.clientOf("10.1.2.3", List.of("1.1.1.1, 203.0.113.1, 192.168.1.9")))
        .isEqualTo("203.0.113.1");
    assertThat(ours.clientOf("10.1.2.3", List.of("1.1.1.1", "203.0.113.1 , 10.9.9.9")))
        .isEqualTo("203.0.113.1");
    assertThat(ours.clientOf("fd00::1", List.of("203.0.113.1"))).isEqualTo("203.0.113.1");
    assertThat(ours.clientOf("10.1.2.3", List.of())).isEqualTo("10.1.2.3");
    assertThat(ours.clientOf("10.1.2.3", List.of("10.4.5.6"))).isEqualTo("10.4.5.6");
  }

  @Test
  void whatIsNoAddressEndsTheTrust() {
    for (String forged : List.of("evil.example", "", "203.0.113.1, unknown", "1.2.3.4:80, x")) {
      assertThat(ours.clientOf("10.1.2.3", List.of(forged))).as(forged).isEqualTo("10.1.2.3");
    }
  }

  @Test
  void ipv6ClientsAreTheirNetwork() {
    assertThat(none.clientOf("2001:db8:1:2:3:4:5:6", List.of())).isEqualTo("2001:db8:1:2::/64");
    assertThat(none.clientOf("2001:db8:1:2:ffff::1", List.of())).isEqualTo("2001:db8:1:2::/64");
    assertThat(none.clientOf("2001:db8:1:3::1", List.of())).isEqualTo("2001:db8:1:3::/64");
    assertThat(none.clientOf("[::1]", List.of())).isEqualTo("0:0:0:0::/64");
    assertThat(none.clientOf("::ffff:203.0.113.5", List.of())).isEqualTo("203.0.113.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "300.1.1.1", "fd00::/129"})
  void refusesWhatIsNoNetwork(String entry) {
    assertThatThrownBy(() -> TrustedProxies.parse(List.of(entry)))
        .isInstanceOf(InvalidValueException.class);
  }
}
