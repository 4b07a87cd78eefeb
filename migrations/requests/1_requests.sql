-- What workers ask people for: requests, the papers in each, what they are told by, and which paper answers what.
CREATE TABLE request_templates (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL,
    position smallint NOT NULL,
    label_fr text NOT NULL,
    label_nl text NOT NULL,
    type_codes text[] NOT NULL,         -- codes, so that a new version of a type needs no new template
    UNIQUE (centre_id, code)
);

CREATE TABLE document_requests (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    state text NOT NULL,
    language text NOT NULL CHECK (language IN ('fr', 'nl')),
    note text NOT NULL DEFAULT '',      -- a sentence for the person
    due_on date NOT NULL,
    asked_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    reminded_at timestamptz,            -- the last time
    reminder_count smallint NOT NULL DEFAULT 0,
    waived_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    waived_at timestamptz,
    waive_reason text CHECK (waive_reason IN ('not_needed', 'have_it', 'cannot_get', 'mistake', 'other')),
    waive_note text NOT NULL DEFAULT '',
    CONSTRAINT document_requests_state CHECK (state IN ('open', 'partly_answered', 'answered', 'waived')),
    CHECK ((reminded_at IS NULL) = (reminder_count = 0)),
    CHECK ((state = 'waived') = (waive_reason IS NOT NULL)),
    CHECK ((state = 'waived') = (waived_at IS NOT NULL) AND (state = 'waived') = (waived_by IS NOT NULL)),
    CHECK (waive_reason IS DISTINCT FROM 'other' OR waive_note <> '')
);
CREATE INDEX document_requests_beneficiary ON document_requests (beneficiary_id, asked_at);
CREATE INDEX document_requests_waiting ON document_requests (centre_id, due_on)
    WHERE state IN ('open', 'partly_answered');

CREATE TABLE request_items (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    request_id uuid NOT NULL REFERENCES document_requests ON DELETE RESTRICT,
    position smallint NOT NULL,
    type_id uuid NOT NULL REFERENCES document_types ON DELETE RESTRICT,
    document_id uuid UNIQUE REFERENCES documents ON DELETE RESTRICT,    -- that answers it: no other item
    UNIQUE (request_id, position)
);

-- Each time that a person is told by e-mail or SMS. The words hold neither names nor what is asked.
CREATE TABLE request_notices (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    request_id uuid NOT NULL REFERENCES document_requests ON DELETE RESTRICT,
    channel text NOT NULL CHECK (channel IN ('email', 'sms')),
    is_reminder boolean NOT NULL,
    subject text NOT NULL,
    words text NOT NULL,
    asked_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,                       -- a code: what the last try met with
    answer_code integer,                -- of the server that was spoken to
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX request_notices_request ON request_notices (request_id, asked_at);

-- A paper whose photo is still to come, and what it will be. No foreign key to papers: the row is made by the photo.
CREATE TABLE expected_papers (
    paper_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    type_id uuid NOT NULL REFERENCES document_types ON DELETE RESTRICT
);
CREATE INDEX expected_papers_deposit ON expected_papers (deposit_id);
