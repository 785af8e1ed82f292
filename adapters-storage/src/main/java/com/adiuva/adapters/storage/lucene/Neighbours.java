package com.adiuva.adapters.storage.lucene;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorIndex.Hit;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.Bits;

/// Finds a user's items near some numbers: exactly among those that are compared one by one, nearly
/// so in the graph.
final class Neighbours {
  private static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.comparingDouble((ScoreDoc found) -> found.score).reversed();

  /// A user with less than this part of a graph would have it searched mostly for others' items.
  private static final int PART = 16;

  /// How many candidates a search through the graph keeps: so many that it finds nearly all of the
  /// nearest also among points that lie anywhere, where graphs are at their worst.
  private static final int CANDIDATES = 1_000;

  private final IndexReader reader;
  private final IndexSearcher searcher;
  private final UserId user;
  private final VectorSpace space;
  private final float[] query;

  Neighbours(IndexSearcher searcher, UserId user, VectorSpace space, Embedding query) {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
    this.user = user;
    this.space = space;
    this.query = query.normalized();
  }

  List<Hit> nearest(int limit) throws IOException {
    List<ScoreDoc> found = new ArrayList<>(compareWithAll(VectorField.flat(space), limit));
    VectorField graph = VectorField.graph(space);
    int most = reader.docFreq(Documents.place(user, graph));
    if (most > 0) {
      found.addAll(
          most < sizeOf(graph) / PART ? compareWithAll(graph, limit) : search(graph, limit));
      found.sort(BEST_FIRST);
    }
    return hits(found.subList(0, Math.min(limit, found.size())));
  }

  /// Of all users.
  private long sizeOf(VectorField field) throws IOException {
    long size = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(field.name());
      size += values == null ? 0 : values.size();
    }
    return size;
  }

  private List<ScoreDoc> search(VectorField field, int limit) throws IOException {
    TermQuery mine = new TermQuery(Documents.place(user, field));
    Query near = new KnnFloatVectorQuery(field.name(), query, CANDIDATES, mine);
    return List.of(searcher.search(near, limit).scoreDocs);
  }

  private List<ScoreDoc> compareWithAll(VectorField field, int limit) throws IOException {
    PriorityQueue<ScoreDoc> best = new PriorityQueue<>(limit + 1, BEST_FIRST.reversed());
    Term place = Documents.place(user, field);
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum mine = leaf.reader().postings(place, PostingsEnum.NONE);
      FloatVectorValues values = leaf.reader().getFloatVectorValues(field.name());
      if (mine == null || values == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      VectorScorer scorer = values.scorer(query);
      DocIdSetIterator vectors = scorer.iterator();
      for (int doc = mine.nextDoc(); doc != NO_MORE_DOCS; doc = mine.nextDoc()) {
        if ((live == null || live.get(doc)) && vectors.advance(doc) == doc) {
          best.add(new ScoreDoc(leaf.docBase + doc, scorer.score()));
          if (best.size() > limit) {
            best.remove();
          }
        }
      }
    }
    List<ScoreDoc> sorted = new ArrayList<>(best);
    sorted.sort(BEST_FIRST);
    return sorted;
  }

  private List<Hit> hits(List<ScoreDoc> found) throws IOException {
    List<Hit> hits = new ArrayList<>(found.size());
    List<LeafReaderContext> leaves = reader.leaves();
    for (ScoreDoc one : found) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(one.doc, leaves));
      BinaryDocValues ids = DocValues.getBinary(leaf.reader(), Documents.ID);
      if (ids.advanceExact(one.doc - leaf.docBase)) {
        VectorId id = new VectorId(ids.binaryValue().utf8ToString());
        hits.add(new Hit(id, Math.clamp(one.score, 0.0, 1.0)));
      }
    }
    return hits;
  }
}
