package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorChange.Point;
import com.adiuva.domain.vectors.VectorSpace;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// A Lucene index that is open. One thread writes; any may read, and sees what was written before
/// the last [#refresh].
final class OpenIndex {
  private static final double BUFFER_MB = 32;

  /// A larger segment's graph would need much memory while it is built.
  private static final double LARGEST_SEGMENT_MB = 512;

  /// Writers would wait for merges if there were more than this.
  private static final int MERGES = 32;

  /// Up to how many documents an index is read through when it is opened.
  private static final int VERIFIED = 200_000;

  /// How many of a user's points are compared one by one.
  private static final int FEW = 8_000;

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private long uncommitted;

  /// What is done with a searcher while it is held.
  interface Reading<T> {
    T read(IndexSearcher searcher) throws IOException;
  }

  private OpenIndex(Directory directory, IndexWriter writer, SearcherManager searchers) {
    this.directory = directory;
    this.writer = writer;
    this.searchers = searchers;
  }

  /// @param directory closed with the index, or at once when it cannot be opened
  static OpenIndex open(Directory directory) throws IOException {
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, configuration());
      SearcherManager searchers = new SearcherManager(writer, new SearcherFactory());
      OpenIndex index = new OpenIndex(directory, writer, searchers);
      index.read(OpenIndex::verified);
      return index;
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(writer == null ? null : writer::rollback, directory);
      throw e;
    }
  }

  /// Compares checksums, which Lucene itself does only when it merges. A large index is spared the
  /// time that takes.
  private static boolean verified(IndexSearcher searcher) throws IOException {
    int documents = searcher.getIndexReader().maxDoc();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      if (documents <= VERIFIED) {
        leaf.reader().checkIntegrity();
      }
    }
    return true;
  }

  private static IndexWriterConfig configuration() {
    ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(MERGES, 1);
    TieredMergePolicy sizes = new TieredMergePolicy();
    sizes.setMaxMergedSegmentMB(LARGEST_SEGMENT_MB);
    return new IndexWriterConfig()
        .setCodec(new VectorCodec())
        .setRAMBufferSizeMB(BUFFER_MB)
        .setMergeScheduler(merges)
        .setMergePolicy(sizes)
        .setMaxFullFlushMergeWaitMillis(0);
  }

  /// The cursor comes last, so that no commit has it without what it speaks of.
  void follow(UserId user, List<VectorChange> changes, long to) throws IOException {
    Map<VectorSpace, VectorField> fields = new HashMap<>();
    for (VectorChange change : changes) {
      Term item = Documents.item(user, change.id());
      Point point = change.point();
      if (point == null) {
        writer.deleteDocuments(item);
      } else {
        VectorField field = fields.get(point.space());
        if (field == null) {
          field = fieldFor(user, point.space());
          fields.put(point.space(), field);
        }
        writer.updateDocument(item, Documents.item(user, change.id(), field, point.embedding()));
      }
    }
    writer.updateDocument(Documents.cursor(user), Documents.cursor(user, to));
    uncommitted += changes.size() + 1;
  }

  /// Points that stand for checksums lie anywhere, and no graph helps to find one.
  private VectorField fieldFor(UserId user, VectorSpace space) throws IOException {
    VectorField flat = VectorField.flat(space);
    int compared = read(index -> index.getIndexReader().docFreq(Documents.place(user, flat)));
    return space.opaque() || compared < FEW ? flat : VectorField.graph(space);
  }

  /// Is on the disk when it returns.
  void forget(UserId user) throws IOException {
    writer.deleteDocuments(Documents.user(user));
    commit();
  }

  /// Is on the disk when it returns.
  void clear() throws IOException {
    writer.deleteAll();
    commit();
  }

  static long followedTo(IndexSearcher searcher, UserId user) throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      PostingsEnum cursors = leaf.reader().postings(Documents.cursor(user), PostingsEnum.NONE);
      NumericDocValues numbers = leaf.reader().getNumericDocValues(Documents.TO);
      if (cursors == null || numbers == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = cursors.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = cursors.nextDoc()) {
        if ((live == null || live.get(doc)) && numbers.advanceExact(doc)) {
          return numbers.longValue();
        }
      }
    }
    return 0;
  }

  <T> T read(Reading<T> reading) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return reading.read(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  void commit() throws IOException {
    writer.commit();
    uncommitted = 0;
  }

  /// How many changes a crash would lose.
  long uncommitted() {
    return uncommitted;
  }

  /// What ended the writer, if anything did.
  @Nullable Throwable tragedy() {
    return writer.getTragicException();
  }

  /// Closes without a commit; merges that are under way are given up.
  void abandon() throws IOException {
    IOUtils.close(searchers, writer::rollback, directory);
  }
}
