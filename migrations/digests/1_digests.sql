-- The e-mail of a working morning that says how many signals of the daily list wait: no content, no names.

-- The days whose digests were made: once each, however many workers ask and however often they start again.
CREATE TABLE signal_digest_days (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    digest_on date NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (centre_id, digest_on)
);

CREATE TABLE signal_digests (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    digest_on date NOT NULL,
    own_count integer NOT NULL CHECK (own_count >= 0),          -- signals that wait for them by name
    shared_count integer NOT NULL CHECK (shared_count >= 0),    -- and for whoever of their department is quicker
    subject text NOT NULL,
    words text NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,                                               -- a code: what the last try met with
    answer_code integer,                                        -- of the server that was spoken to
    UNIQUE (staff_id, digest_on),
    CHECK (own_count + shared_count > 0),
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX signal_digests_day ON signal_digests (centre_id, digest_on);
