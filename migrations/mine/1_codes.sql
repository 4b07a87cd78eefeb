-- Codes that open what is kept of a person, each for one try at it. The code itself stands nowhere: it follows from the
-- id by the key of the installation. Who was not found has a row too, that nothing is sent for: both take as long.
CREATE TABLE one_time_codes (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,
    social_file_id uuid REFERENCES social_files ON DELETE RESTRICT,
    asked_for text NOT NULL,            -- keyed fingerprints, to count by: the person, and the address it was asked from
    asked_from text NOT NULL,
    channel text CHECK (channel IN ('email', 'sms')),   -- null: no way to reach them
    language text NOT NULL,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    guesses smallint NOT NULL DEFAULT 0,
    used_at timestamptz,
    tries smallint NOT NULL DEFAULT 0,  -- to send it
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,
    answer_code integer,
    CHECK (used_at IS NULL OR beneficiary_id IS NOT NULL AND channel IS NOT NULL),
    CHECK ((beneficiary_id IS NULL) = (social_file_id IS NULL)),
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX one_time_codes_for ON one_time_codes (asked_for, asked_at);
CREATE INDEX one_time_codes_from ON one_time_codes (asked_from, asked_at);
CREATE INDEX one_time_codes_asked ON one_time_codes (centre_id, asked_at);
