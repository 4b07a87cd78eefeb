-- Where a client is told of what happens. The secret that signs is made of the installation's key: none is kept.
CREATE TABLE webhooks (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    client_id uuid NOT NULL REFERENCES clients ON DELETE RESTRICT,
    url text NOT NULL,
    events text[] NOT NULL CHECK (cardinality(events) > 0),
    made_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX webhooks_client ON webhooks (client_id, made_at);

-- One thing that happened, on its way to one of them: ids alone.
CREATE TABLE webhook_messages (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE RESTRICT,
    event text NOT NULL,
    record_id uuid NOT NULL,
    happened_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    discarded_at timestamptz,
    problem text,
    answer_code integer,
    UNIQUE (webhook_id, event, record_id, happened_at),
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL),
    CHECK (discarded_at IS NULL OR failed_at IS NOT NULL)
);
CREATE INDEX webhook_messages_dead ON webhook_messages (centre_id, failed_at)
    WHERE failed_at IS NOT NULL AND discarded_at IS NULL;
