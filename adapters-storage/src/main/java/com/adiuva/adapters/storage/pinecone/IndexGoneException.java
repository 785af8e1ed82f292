package com.adiuva.adapters.storage.pinecone;

/// An index that was listed is not there any more: somebody deleted it meanwhile.
final class IndexGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IndexGoneException() {
    super("the index has been deleted");
  }
}
