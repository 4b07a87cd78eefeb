-- Acts of handing over: the deposit, its papers, the bytes as received, and the pages that come from them.
CREATE TABLE deposits (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    circuit text NOT NULL CHECK (circuit IN ('portal', 'kiosk', 'counter', 'post', 'email', 'interview', 'internal',
                                             'outgoing', 'backfile')),
    state text NOT NULL,
    language text NOT NULL,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,
    social_file_id uuid REFERENCES social_files ON DELETE RESTRICT,
    depositor_name text NOT NULL DEFAULT '',
    depositor_contact text NOT NULL DEFAULT '',
    device_id uuid REFERENCES devices ON DELETE RESTRICT,
    opened_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    opened_at timestamptz NOT NULL,
    received_at timestamptz,
    closed_at timestamptz,
    claimed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    claimed_until timestamptz,
    CHECK ((claimed_by IS NULL) = (claimed_until IS NULL)),
    CONSTRAINT deposits_state CHECK (state IN ('open', 'received', 'ready', 'closed', 'abandoned', 'withdrawn'))
);
CREATE INDEX deposits_open ON deposits (centre_id, opened_at) WHERE state = 'open';
CREATE INDEX deposits_beneficiary ON deposits (beneficiary_id);

CREATE TABLE papers (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    position integer NOT NULL,
    proposed_type_id uuid REFERENCES document_types ON DELETE RESTRICT,
    unknown_to_depositor boolean NOT NULL DEFAULT false,
    UNIQUE (deposit_id, position)
);

CREATE TABLE originals (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    paper_id uuid NOT NULL REFERENCES papers ON DELETE RESTRICT,
    position integer NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    media_type text NOT NULL,
    page_count integer NOT NULL CHECK (page_count > 0),
    vault_key text NOT NULL UNIQUE,
    added_at timestamptz NOT NULL,
    UNIQUE (deposit_id, position)
);
CREATE INDEX originals_paper ON originals (paper_id);

-- No foreign keys point at pages, so that they can be partitioned as they grow.
CREATE TABLE pages (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL,
    deposit_id uuid NOT NULL,
    original_id uuid NOT NULL,
    index integer NOT NULL CHECK (index >= 0),
    state text NOT NULL,
    recipe_version integer NOT NULL DEFAULT 1,
    forced jsonb,
    picks integer NOT NULL DEFAULT 0,
    problem text,
    width_pixels integer,
    height_pixels integer,
    rotation_degrees integer,
    quad jsonb,
    score real,
    blank boolean,
    faults text[],
    codes jsonb,
    processed_at timestamptz,
    UNIQUE (original_id, index),
    CONSTRAINT pages_state CHECK (state IN ('waiting', 'ready', 'unreadable'))
);
CREATE INDEX pages_deposit ON pages (deposit_id);

CREATE TABLE renditions (
    centre_id uuid NOT NULL,
    page_id uuid NOT NULL,
    recipe_version integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('page', 'original', 'preview', 'thumb')),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    vault_key text NOT NULL,
    media_type text NOT NULL,
    width_pixels integer NOT NULL,
    height_pixels integer NOT NULL,
    size_bytes bigint NOT NULL,
    PRIMARY KEY (page_id, recipe_version, kind)
);

CREATE SEQUENCE receipt_serial;
CREATE TABLE receipts (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL UNIQUE REFERENCES deposits ON DELETE RESTRICT,
    number text NOT NULL,
    issued_at timestamptz NOT NULL,
    content_digest text NOT NULL CHECK (content_digest ~ '^[0-9a-f]{64}$'),
    statement text NOT NULL,
    UNIQUE (centre_id, number)
);
