package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/// What the index holds: one document for each item, and one for each user that says how far the
/// user's changes were followed. Being in one index they are committed together.
final class Documents {
  /// The item's id as it came.
  static final String ID = "id";

  /// How far the user was followed.
  static final String TO = "to";

  private static final String USER = "user";
  private static final String ITEM = "item";
  private static final String PLACE = "place";
  private static final String CURSOR = "cursor";

  private Documents() {}

  static Document item(UserId user, VectorId id, VectorField field, Embedding embedding) {
    Document document = new Document();
    document.add(keyword(user(user)));
    document.add(keyword(item(user, id)));
    document.add(keyword(place(user, field)));
    document.add(new BinaryDocValuesField(ID, new BytesRef(id.value())));
    document.add(
        new KnnFloatVectorField(
            field.name(), embedding.normalized(), VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  static Document cursor(UserId user, long to) {
    Document document = new Document();
    document.add(keyword(user(user)));
    document.add(keyword(cursor(user)));
    document.add(new NumericDocValuesField(TO, to));
    return document;
  }

  private static Field keyword(Term term) {
    return new StringField(term.field(), term.text(), Field.Store.NO);
  }

  /// All of a user.
  static Term user(UserId user) {
    return new Term(USER, user.toString());
  }

  /// One item, wherever it is.
  static Term item(UserId user, VectorId id) {
    return new Term(ITEM, user + " " + id.value());
  }

  /// All items of a user in a field.
  static Term place(UserId user, VectorField field) {
    return new Term(PLACE, user + " " + field.name());
  }

  static Term cursor(UserId user) {
    return new Term(CURSOR, user.toString());
  }
}
