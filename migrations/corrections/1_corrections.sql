-- What a person says is wrong about a document of theirs, and what the centre answers.
CREATE TABLE corrections (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    state text NOT NULL CONSTRAINT corrections_state CHECK (state IN ('asked', 'answered')),
    kind text NOT NULL CHECK (kind IN ('not_mine', 'wrong_type', 'wrong_date', 'other')),
    words text NOT NULL,
    language text NOT NULL,
    asked_at timestamptz NOT NULL,
    outcome text CHECK (outcome IN ('corrected', 'stays')),
    answer text NOT NULL DEFAULT '',
    answered_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    answered_at timestamptz,
    channel text CHECK (channel IN ('email', 'sms')),      -- by which the person is told that there is an answer
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,
    answer_code integer,
    CHECK ((state = 'answered') = (outcome IS NOT NULL)),
    CHECK ((outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (answered_by IS NULL)),
    CHECK (sent_at IS NULL OR failed_at IS NULL)
);
CREATE UNIQUE INDEX corrections_once ON corrections (document_id, beneficiary_id) WHERE state = 'asked';
CREATE INDEX corrections_document ON corrections (document_id, asked_at);
CREATE INDEX corrections_waiting ON corrections (centre_id, asked_at) WHERE state = 'asked';
