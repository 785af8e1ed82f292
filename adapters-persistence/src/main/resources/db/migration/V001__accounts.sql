-- Accounts. The tier is in subscriptions alone; whoever has no row there has the default tier.

CREATE TABLE users (
    id                 uuid PRIMARY KEY,
    email              text        NOT NULL UNIQUE,
    password_hash      text        NOT NULL,
    role               text        NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'reviewer', 'admin')),
    stripe_customer_id text UNIQUE,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);

CREATE TABLE subscriptions (
    id                     uuid PRIMARY KEY     DEFAULT gen_random_uuid(),
    user_id                uuid        NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    stripe_subscription_id text UNIQUE,
    tier                   text        NOT NULL CHECK (tier IN ('free', 'pro', 'power', 'team')),
    status                 text        NOT NULL,
    seats                  integer     NOT NULL DEFAULT 1 CHECK (seats > 0),
    current_period_end     timestamptz,
    cancel_at_period_end   boolean     NOT NULL DEFAULT false,
    created_at             timestamptz NOT NULL
);

-- A session is one login: the family of its refresh tokens.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_agent   text CHECK (length(user_agent) <= 256),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    ended_at     timestamptz
);

CREATE INDEX sessions_by_user ON sessions (user_id);

-- The child of a token is an HMAC of the token under its salt, so racing windows derive the same one
-- and nobody derives any from this table.
CREATE TABLE refresh_tokens (
    id         uuid PRIMARY KEY     DEFAULT gen_random_uuid(),
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    family     uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    token_hash bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    salt       bytea       NOT NULL CHECK (length(salt) = 32),
    successor  uuid REFERENCES refresh_tokens (id) ON DELETE SET NULL,
    rotated_at timestamptz,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);

-- However many race, a family has one unused token.
CREATE UNIQUE INDEX refresh_tokens_unused ON refresh_tokens (family) WHERE rotated_at IS NULL;
CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_unused_by_expiry ON refresh_tokens (expires_at) WHERE rotated_at IS NULL;
-- What rows of other tables, and of this one, take with them when they go.
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family, expires_at);
CREATE INDEX refresh_tokens_by_successor ON refresh_tokens (successor) WHERE successor IS NOT NULL;

-- Single-use tickets that open a socket.
CREATE TABLE socket_tickets (
    ticket_hash bytea PRIMARY KEY CHECK (length(ticket_hash) = 32),
    session_id  uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX socket_tickets_by_session ON socket_tickets (session_id);
CREATE INDEX socket_tickets_by_expiry ON socket_tickets (expires_at);
