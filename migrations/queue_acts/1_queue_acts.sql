-- What a staff member did with many documents at once in the queue, with each before and after it: to take it back.
CREATE TABLE queue_acts (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('assign', 'hand_over', 'put_aside', 'fetch_back', 'propose_type')),
    done_at timestamptz NOT NULL,
    before jsonb NOT NULL,                              -- document → its columns
    after jsonb NOT NULL,
    undone_at timestamptz
);
CREATE INDEX queue_acts_staff ON queue_acts (staff_id, done_at DESC);
