package com.adiuva.domain.blobs;

/// A blob as a store lists it.
///
/// @param sizeBytes how many bytes it has
public record StoredBlob(BlobKey key, long sizeBytes) {}
