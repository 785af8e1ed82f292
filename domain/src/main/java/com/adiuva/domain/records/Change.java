package com.adiuva.domain.records;

/// The latest change of a record, at its place in the user's feed.
///
/// @param sequence counts the user's changes from 1, in the order in which they took effect
public record Change(long sequence, RecordMeta record) {}
