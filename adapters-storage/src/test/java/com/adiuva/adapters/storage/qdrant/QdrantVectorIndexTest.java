package com.adiuva.adapters.storage.qdrant;

import static com.adiuva.domain.vectors.Places.axis;
import static com.adiuva.domain.vectors.Places.opaque;
import static com.adiuva.domain.vectors.Places.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexContract;
import com.adiuva.domain.vectors.VectorSpace;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On the server of our own.
final class QdrantVectorIndexTest implements VectorIndexContract {
  private final QdrantServer server = QdrantServer.start();
  private final VectorIndex index = connect();

  private VectorIndex connect() {
    Map<String, String> settings =
        Map.of("QDRANT_URL", server.url(), "QDRANT_GRPC_PORT", Integer.toString(server.grpcPort()));
    return new QdrantVectorIndexFactory().create(settings::get, "unused");
  }

  @Override
  public VectorIndex index() {
    return index;
  }

  @AfterEach
  void close() {
    index.close();
    server.close();
  }

  @Test
  void asksNothingBeforeItIsAsked() {
    assertThat(server.faults().calls()).isEmpty();
  }

  @Test
  void itsCollectionsHaveAGraphForEachUserAndNoneAcross() {
    index.follow(People.somebody().id(), List.of(put("a", axis(8, 0, 1))), 1);
    var definition = server.stored().definition("adiuva_e8");
    assertThat(definition.getHnswConfig().getM()).isZero();
    assertThat(definition.getHnswConfig().getPayloadM()).isEqualTo(16);
    assertThat(server.faults().calls()).contains("CreateFieldIndex");
  }

  @Test
  void itsPointIdsAreOfTheUserAndTheItem() {
    UserId one = People.somebody().id();
    UserId other = People.somebody().id();
    index.follow(one, List.of(put("a", axis(8, 0, 1))), 1);
    index.follow(other, List.of(put("a", axis(8, 0, 1))), 1);
    assertThat(server.stored().all())
        .extracting(PointStruct::getId)
        .extracting(PointId::getUuid)
        .doesNotHaveDuplicates()
        .hasSize(4)
        .contains(one.toString(), other.toString());
  }

  @Test
  void twoProcessesShareACollectionThatBothCreate() {
    UserId user = People.somebody().id();
    try (VectorIndex second = connect()) {
      index.follow(People.somebody().id(), List.of(put("a", axis(8, 0, 1))), 1);
      second.follow(user, List.of(put("a", axis(8, 0, 1)), put("o", opaque("o"))), 2);
      assertThat(index.followedTo(user)).isEqualTo(2);
      assertThat(index.search(user, VectorSpace.ofEmbeddings(8), axis(8, 0, 1), 10)).hasSize(1);
    }
  }

  @Test
  void goesOnAfterAnotherProcessClearedAll() {
    UserId user = People.somebody().id();
    index.follow(user, List.of(put("a", axis(8, 0, 1))), 1);
    try (VectorIndex second = connect()) {
      second.clear();
    }
    assertThat(server.stored().names()).isEmpty();
    index.follow(user, List.of(put("b", axis(8, 0, 1))), 2);
    assertThat(index.search(user, VectorSpace.ofEmbeddings(8), axis(8, 0, 1), 10))
        .extracting(hit -> hit.id().value())
        .containsExactly("b");
  }
}
