-- Billing. A subscription's revision rises with every change and every confirmation of it, so that
-- what somebody learned before is void.
UPDATE subscriptions SET status = 'active'
 WHERE status NOT IN ('incomplete', 'incomplete_expired', 'trialing', 'active', 'unpaid', 'paused',
                      'canceled');

ALTER TABLE subscriptions
    ADD COLUMN revision       bigint      NOT NULL DEFAULT 1,
    ADD COLUMN past_due_since timestamptz,
    ADD COLUMN updated_at     timestamptz NOT NULL DEFAULT now(),
    ADD CHECK (status IN ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due',
                          'unpaid', 'paused', 'canceled')),
    ADD CHECK ((status = 'past_due') = (past_due_since IS NOT NULL));

-- What happened to somebody's money, each once, until its effect has happened. An account that is
-- erased leaves an entry, which is kept: whoever pays later all the same is recognised by it.
CREATE TABLE billing_events (
    id          text PRIMARY KEY,
    type        text        NOT NULL,
    customer_id text,
    state       text        NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'done', 'ignored')),
    received_at timestamptz NOT NULL,
    due_at      timestamptz,
    settled_at  timestamptz,
    attempts    integer     NOT NULL DEFAULT 0,
    problem     text,
    CHECK ((state = 'pending') = (due_at IS NOT NULL)),
    CHECK ((state = 'pending') = (settled_at IS NULL))
);

CREATE INDEX billing_events_by_due ON billing_events (due_at) WHERE state = 'pending';
CREATE INDEX billing_events_by_arrival ON billing_events (received_at DESC, id);
CREATE INDEX billing_events_erased ON billing_events (customer_id)
    WHERE type = 'adiuva.account.erased';
CREATE INDEX billing_events_by_end ON billing_events (settled_at)
    WHERE type <> 'adiuva.account.erased' AND settled_at IS NOT NULL;

-- The one checkout of a user that may be open, noted before Stripe hears of it.
CREATE TABLE checkouts (
    user_id    uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    id         uuid        NOT NULL UNIQUE,
    tier       text        NOT NULL CHECK (tier IN ('pro', 'power', 'team')),
    seats      integer     NOT NULL CHECK (seats > 0),
    session_id text,
    url        text,
    expires_at timestamptz NOT NULL,
    CHECK ((session_id IS NULL) = (url IS NULL))
);
