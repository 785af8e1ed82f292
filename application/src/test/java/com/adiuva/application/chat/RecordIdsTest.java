package com.adiuva.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordIdsTest {

  @Test
  void idsAreDistinctRandomUuidsInLowerCase() {
    RecordIds ids = new RecordIds(new Random(1));
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 1000; i++) {
      String id = ids.next();
      UUID uuid = UUID.fromString(id);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(id).isLowerCase().isEqualTo(uuid.toString());
      assertThat(seen.add(id)).isTrue();
    }
  }
}
