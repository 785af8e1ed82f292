package com.adiuva.domain.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.adiuva.domain.accounts.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BlobKeyTest {
  private static final UserId ANN = new UserId(new UUID(1, 2));

  @Test
  void saysWhoseAndWhat() {
    UUID id = new UUID(3, 4);
    assertThat(BlobKey.ofRecord(ANN, "tasks", id, new UUID(5, 6)).value())
        .isEqualTo(ANN + "/tasks/" + id + "/" + new UUID(5, 6));
    assertThat(BlobKey.ofBackup(ANN, id).value()).isEqualTo(ANN + "/backup/" + id);
    assertThat(BlobKey.ofBackup(ANN, id).value()).startsWith(BlobKey.prefixOf(ANN));
    assertThat(BlobKey.prefixOf(ANN)).endsWith("/").hasSize(37);
  }

  @Test
  void aRecordIsNeverABackup() {
    BlobKey record = BlobKey.ofRecord(ANN, "backup", new UUID(3, 4), new UUID(5, 6));
    assertThat(record).isNotEqualTo(BlobKey.ofBackup(ANN, new UUID(3, 4)));
    assertThat(record.value().split("/", -1)).hasSize(4);
  }

  @Test
  void takesWhatAStoreCanName() {
    String segment = "aZ9_.-" + "x".repeat(58);
    assertThat(new BlobKey(segment + ("/" + segment).repeat(7)).value()).hasSize(8 * 65 - 1);
    assertThat(new BlobKey("a/...").value()).isEqualTo("a/...");
    assertThat(new BlobKey("a/.b/..c").value()).isEqualTo("a/.b/..c");
  }

  @Test
  void refusesWhatLeadsElsewhere() {
    for (String value :
        new String[] {
          "",
          "a",
          "/",
          "/a",
          "a/",
          "a//b",
          "a/..",
          "../a",
          "a/./b",
          "a/../b",
          "./a",
          "a/b\\c",
          "a/b\u0000",
          "a/b\n",
          "a/ä",
          "a/b c",
          "a/%2e",
          "a/" + "x".repeat(65),
          "a" + "/b".repeat(8)
        }) {
      assertThatIllegalArgumentException()
          .as(value)
          .isThrownBy(() -> new BlobKey(value))
          .withMessage("not the key of a blob");
    }
  }
}
