package com.adiuva.adapters.storage.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.ExactVectorIndex;
import com.adiuva.domain.vectors.Places;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorIndex.Hit;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many of the truly nearest a search finds that goes through the graph alone. 20,000 points of
/// 384 dimensions take a minute to build; these have the same settings.
final class RecallTest {
  private static final int DIMENSION = 32;
  private static final VectorSpace SPACE = VectorSpace.ofEmbeddings(DIMENSION);
  private static final int POINTS = 5_000;
  private static final int QUERIES = 50;
  private static final int CENTRES = 60;

  private final UserId user = People.somebody().id();
  private final Random random = new Random(42);

  @Test
  void findsNearlyAllAmongPointsInCrowds(@TempDir Path folder) throws IOException {
    List<Embedding> centres =
        IntStream.range(0, CENTRES).mapToObj(i -> Places.anywhere(DIMENSION, random)).toList();
    assertThat(recall(folder, () -> near(centres.get(random.nextInt(CENTRES)))))
        .isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void findsNearlyAllAmongPointsThatLieAnywhere(@TempDir Path folder) throws IOException {
    assertThat(recall(folder, () -> Places.anywhere(DIMENSION, random)))
        .isGreaterThanOrEqualTo(0.98);
  }

  private Embedding near(Embedding centre) {
    float[] values = centre.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) random.nextGaussian() / 2;
    }
    return new Embedding(values);
  }

  private double recall(Path folder, Supplier<Embedding> points) throws IOException {
    ExactVectorIndex exact = new ExactVectorIndex();
    IndexWriterConfig configuration = new IndexWriterConfig().setCodec(new VectorCodec());
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, configuration)) {
      List<VectorChange> changes = new ArrayList<>();
      for (int i = 0; i < POINTS; i++) {
        VectorChange change = Places.put("v" + i, points.get());
        changes.add(change);
        Embedding embedding = change.point() == null ? points.get() : change.point().embedding();
        writer.addDocument(Documents.item(user, change.id(), VectorField.graph(SPACE), embedding));
      }
      exact.follow(user, changes, POINTS);
      writer.forceMerge(1);
      try (IndexReader reader = DirectoryReader.open(writer)) {
        assertThat(pointsInGraph(reader)).isEqualTo(POINTS);
        return recall(new IndexSearcher(reader), exact, points);
      }
    }
  }

  private double recall(IndexSearcher searcher, ExactVectorIndex exact, Supplier<Embedding> points)
      throws IOException {
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      Embedding query = points.get();
      List<String> nearest =
          new Neighbours(searcher, user, SPACE, query)
              .nearest(10).stream().map(RecallTest::id).toList();
      List<Hit> truth = exact.search(user, SPACE, query, 10);
      found += (int) truth.stream().map(RecallTest::id).filter(nearest::contains).count();
    }
    return found / (10.0 * QUERIES);
  }

  private static String id(Hit hit) {
    return hit.id().value();
  }

  private static int pointsInGraph(IndexReader reader) throws IOException {
    String field = VectorField.graph(SPACE).name();
    int points = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      KnnVectorsReader vectors = ((CodecReader) leaf.reader()).getVectorReader();
      if (vectors instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
        vectors = fields.getFieldReader(field);
      }
      points += ((HnswGraphProvider) vectors).getGraph(field).size();
    }
    return points;
  }
}
