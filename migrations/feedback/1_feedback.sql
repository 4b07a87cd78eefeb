-- What staff say of the product, and what they are answered. A picture of the screen may show a person's data: it stands
-- apart, for the SPOCs of the asker's department alone, and goes with the answer.
CREATE TABLE feedback (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    asked_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    department_id uuid REFERENCES departments ON DELETE RESTRICT,   -- the asker's, then
    said text NOT NULL CHECK (said <> ''),
    screen text NOT NULL,                           -- the route's pattern, never an address
    release text NOT NULL,
    browser text NOT NULL,
    window_size text NOT NULL,                      -- in CSS pixels, as 1280×800; empty: no script said it
    asked_at timestamptz NOT NULL,
    answer text CHECK (answer <> ''),
    answered_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    answered_at timestamptz,
    answer_seen_at timestamptz,
    CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
);
CREATE INDEX feedback_own ON feedback (asked_by, asked_at DESC);
CREATE INDEX feedback_open ON feedback (centre_id, asked_at) WHERE answer IS NULL;

CREATE TABLE feedback_pictures (
    feedback_id uuid PRIMARY KEY REFERENCES feedback ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
    picture bytea NOT NULL
);
