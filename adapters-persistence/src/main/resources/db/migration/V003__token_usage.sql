-- Tokens spent with language models: numbers, and nothing of what was said.
CREATE TABLE token_usage (
    user_id       uuid   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day           date   NOT NULL, -- in UTC
    model         text   NOT NULL,
    input_tokens  bigint NOT NULL CHECK (input_tokens >= 0),
    output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
    PRIMARY KEY (user_id, day, model)
) WITH (fillfactor = 50);

-- What running calls may need, where a user has a budget.
CREATE TABLE token_reservations (
    id         uuid PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day        date        NOT NULL,
    tokens     bigint      NOT NULL CHECK (tokens > 0),
    expires_at timestamptz NOT NULL
);

CREATE INDEX token_reservations_by_user ON token_reservations (user_id);
