package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.vectors.Embedding;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/// Lucene's own files, written with more care: with more dimensions than it likes to allow, with a
/// denser graph, and with no graph where comparing with all is as fast.
final class VectorCodec extends Lucene104Codec {
  /// How many neighbours each point has in the graph, and how many are looked at to choose them.
  private static final int NEIGHBOURS = 16;

  private static final int CANDIDATES = 100;

  /// Segments below about 4,000 points have no graph: they are soon merged into others.
  private static final int SMALL = 500;

  private final KnnVectorsFormat graph = new AnyDimension(SMALL);
  private final KnnVectorsFormat flat = new AnyDimension(Integer.MAX_VALUE);

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return VectorField.hasGraph(field) ? graph : flat;
  }

  /// Named as what it writes, so that Lucene reads it without us.
  private static final class AnyDimension extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    AnyDimension(int smallSegment) {
      super("Lucene99HnswVectorsFormat");
      format = new Lucene99HnswVectorsFormat(NEIGHBOURS, CANDIDATES, 1, null, smallSegment);
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return Embedding.MAX_DIMENSION;
    }
  }
}
