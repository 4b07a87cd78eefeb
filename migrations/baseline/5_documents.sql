-- Intellectual items: what a deposit holds after the split.
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    position integer NOT NULL,
    state text NOT NULL,
    type_id uuid REFERENCES document_types ON DELETE RESTRICT,
    proposed_type_id uuid REFERENCES document_types ON DELETE RESTRICT,
    social_file_id uuid REFERENCES social_files ON DELETE RESTRICT,
    document_date date,
    valid_until date,
    refusal_reason_id uuid REFERENCES refusal_reasons ON DELETE RESTRICT,
    refusal_note text NOT NULL DEFAULT '',
    decided_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    decided_at timestamptz,
    captured_at timestamptz NOT NULL,
    CONSTRAINT documents_state CHECK (state IN ('captured', 'profiled', 'second_reading', 'validated', 'refused',
                                                'withdrawn', 'expired', 'disposed')),
    CHECK (state NOT IN ('profiled', 'second_reading', 'validated') OR type_id IS NOT NULL),
    CHECK ((state = 'refused') = (refusal_reason_id IS NOT NULL)),
    UNIQUE (deposit_id, position)
);
CREATE INDEX documents_waiting ON documents (centre_id, captured_at, id)
    WHERE state IN ('captured', 'profiled', 'second_reading');
CREATE INDEX documents_social_file ON documents (social_file_id);

CREATE TABLE document_pages (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    page_id uuid NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (document_id, page_id),
    UNIQUE (document_id, position)
);
CREATE INDEX document_pages_page ON document_pages (page_id);

CREATE TABLE document_beneficiaries (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    PRIMARY KEY (document_id, beneficiary_id)
);
CREATE INDEX document_beneficiaries_beneficiary ON document_beneficiaries (beneficiary_id);

CREATE TABLE signals (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    department_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,
    staff_id uuid REFERENCES staff_members ON DELETE RESTRICT,
    state text NOT NULL,
    urgency smallint NOT NULL CHECK (urgency BETWEEN 0 AND 4),
    raised_at timestamptz NOT NULL,
    UNIQUE (document_id, department_id),
    CONSTRAINT signals_state CHECK (state IN ('raised', 'seen', 'taken', 'handled', 'withdrawn'))
);
CREATE INDEX signals_department ON signals (department_id, state, urgency DESC, raised_at);
