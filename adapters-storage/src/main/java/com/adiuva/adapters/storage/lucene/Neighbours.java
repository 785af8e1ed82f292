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
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.Bits;

/// Finds a user's items near some numbers: through the graph when they are a good part of it, else
/// by comparing with each of them, which is exact and, among few, as fast.
final class Neighbours {
  private static final Comparator<ScoreDoc> WORST_FIRST =
      Comparator.comparingDouble(found -> found.score);

  /// Up to so many are compared with one by one.
  private static final int FEW = 2_000;

  /// A user with less than this part of a graph would have it searched mostly for others' items.
  private static final int PART = 16;

  /// How many candidates a search through the graph keeps for each item asked for, and at least.
  private static final int CANDIDATES = 4;

  private static final int LEAST_CANDIDATES = 120;

  private final IndexSearcher searcher;
  private final String field;
  private final Term place;
  private final float[] query;

  Neighbours(IndexSearcher searcher, UserId user, VectorSpace space, Embedding query) {
    this.searcher = searcher;
    this.field = space.shortName();
    this.place = Documents.place(user, space);
    this.query = query.normalized();
  }

  List<Hit> nearest(int limit) throws IOException {
    int most = searcher.getIndexReader().docFreq(place);
    if (most == 0) {
      return List.of();
    }
    return hits(isFew(most) ? compareWithAll(limit) : searchGraph(limit));
  }

  private boolean isFew(int most) throws IOException {
    if (most <= FEW || field.equals(VectorSpace.OPAQUE.shortName())) {
      return true;
    }
    long all = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
      all += values == null ? 0 : values.size();
    }
    return most < all / PART;
  }

  private List<ScoreDoc> searchGraph(int limit) throws IOException {
    int candidates = Math.max(limit * CANDIDATES, LEAST_CANDIDATES);
    var near = new KnnFloatVectorQuery(field, query, candidates, new TermQuery(place));
    return List.of(searcher.search(near, limit).scoreDocs);
  }

  private List<ScoreDoc> compareWithAll(int limit) throws IOException {
    PriorityQueue<ScoreDoc> best = new PriorityQueue<>(limit + 1, WORST_FIRST);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      PostingsEnum mine = leaf.reader().postings(place, PostingsEnum.NONE);
      FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
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
    sorted.sort(WORST_FIRST.reversed());
    return sorted;
  }

  private List<Hit> hits(List<ScoreDoc> found) throws IOException {
    List<Hit> hits = new ArrayList<>(found.size());
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
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
