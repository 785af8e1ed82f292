-- Encrypted storage. Rows here have no foreign key to users: an erased user's go in portions, by the
-- entry of kind 'erase' that the erasure leaves in blob_removals.

-- What each user has stored or reserved, and the counters of his changes. Whoever changes what a user
-- has stored locks this row first, so a user's changes take effect in the order of their numbers.
CREATE TABLE storage_usage (
    user_id       uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    storage_bytes bigint NOT NULL DEFAULT 0 CHECK (storage_bytes >= 0),
    backup_bytes  bigint NOT NULL DEFAULT 0 CHECK (backup_bytes >= 0),
    record_seq    bigint NOT NULL DEFAULT 0,
    vector_seq    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

INSERT INTO storage_usage (user_id) SELECT id FROM users;

-- Blobs that are being stored, with the bytes reserved for them.
CREATE TABLE pending_blobs (
    blob_key   text PRIMARY KEY,
    user_id    uuid        NOT NULL,
    area       text        NOT NULL CHECK (area IN ('storage', 'backup')),
    bytes      bigint      NOT NULL CHECK (bytes >= 0),
    expires_at timestamptz NOT NULL
);

CREATE INDEX pending_blobs_by_expiry ON pending_blobs (expires_at);
CREATE INDEX pending_blobs_by_user ON pending_blobs (user_id);

-- What is to be removed from the blob store; nothing in it is referred to by a row.
CREATE TABLE blob_removals (
    id       uuid PRIMARY KEY     DEFAULT gen_random_uuid(),
    kind     text        NOT NULL CHECK (kind IN ('delete', 'abandon', 'erase')),
    target   text        NOT NULL, -- the key of a blob, or the id of a user
    attempts integer     NOT NULL DEFAULT 0,
    due_at   timestamptz NOT NULL
);

CREATE INDEX blob_removals_by_due ON blob_removals (due_at);
CREATE INDEX blob_removals_by_target ON blob_removals (target);

-- A deleted record leaves its row as a mark in the feed; its bytes are gone.
CREATE TABLE storage_records (
    id         uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    table_name text        NOT NULL,
    blob_key   text        NOT NULL,
    checksum   bytea       NOT NULL CHECK (length(checksum) = 32),
    size_bytes bigint      NOT NULL CHECK (size_bytes >= 0),
    version    bigint      NOT NULL CHECK (version > 0),
    change_seq bigint      NOT NULL,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE UNIQUE INDEX storage_records_feed ON storage_records (user_id, change_seq);
CREATE INDEX storage_records_newest ON storage_records (user_id, created_at DESC, id DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX storage_records_newest_of_table
    ON storage_records (user_id, table_name, created_at DESC, id DESC)
    WHERE deleted_at IS NULL;

-- A deleted vector leaves its row without its blob, for the indexes that follow.
CREATE TABLE storage_vectors (
    user_id    uuid        NOT NULL,
    client_id  text        NOT NULL,
    checksum   bytea       NOT NULL CHECK (length(checksum) = 32),
    size_bytes bigint      NOT NULL CHECK (size_bytes >= 0),
    version    bigint      NOT NULL CHECK (version > 0),
    change_seq bigint      NOT NULL,
    blob       bytea CHECK (length(blob) = size_bytes),
    embedding  real[],
    deleted_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, client_id),
    CHECK ((blob IS NULL) = (deleted_at IS NOT NULL))
);

CREATE UNIQUE INDEX storage_vectors_feed ON storage_vectors (user_id, change_seq);
-- To find the length of a user's embeddings without reading one.
CREATE INDEX storage_vectors_dimensions ON storage_vectors (user_id, array_length(embedding, 1))
    WHERE embedding IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE backup_metadata (
    id          uuid PRIMARY KEY,
    user_id     uuid        NOT NULL,
    arrival     bigint GENERATED ALWAYS AS IDENTITY,
    blob_key    text        NOT NULL,
    version     bigint      NOT NULL CHECK (version > 0),
    "timestamp" bigint      NOT NULL CHECK ("timestamp" >= 0),
    checksum    bytea       NOT NULL CHECK (length(checksum) = 32),
    chunk_count integer     NOT NULL CHECK (chunk_count > 0),
    size_bytes  bigint      NOT NULL CHECK (size_bytes >= 0),
    created_at  timestamptz NOT NULL
);

CREATE INDEX backup_metadata_latest ON backup_metadata (user_id, "timestamp" DESC, arrival DESC);

-- Answers to requests that must not take effect twice; no answer yet means that one is running.
CREATE TABLE idempotency_keys (
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key        text        NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
    request    bytea       NOT NULL CHECK (length(request) = 32),
    status     integer,
    answer     text,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
