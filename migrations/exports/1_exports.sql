-- All about one person (GDPR art. 15): asked for by an auditor, made by the worker, kept in the store for a while.
CREATE TABLE exports (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    asked_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    reason text NOT NULL,               -- why, as the auditor said
    language text NOT NULL,             -- the person's
    words jsonb NOT NULL,               -- what its PDF says, in that language
    begun_at timestamptz,
    files_total integer,                -- originals to be put in, and how many are
    files_done integer NOT NULL DEFAULT 0,
    ready_at timestamptz,
    expires_at timestamptz,             -- after which its bytes go from the store
    size_bytes bigint,
    sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CHECK ((ready_at IS NULL) = (sha256 IS NULL) AND (ready_at IS NULL) = (size_bytes IS NULL)),
    CHECK (ready_at IS NULL OR expires_at IS NOT NULL)
);
CREATE INDEX exports_asked ON exports (centre_id, asked_at);
CREATE INDEX exports_beneficiary ON exports (beneficiary_id);

-- The package in pieces, so that a store that takes files whole never has one whole in memory.
CREATE TABLE export_pieces (
    export_id uuid NOT NULL REFERENCES exports ON DELETE RESTRICT,
    centre_id uuid NOT NULL,
    position integer NOT NULL CHECK (position >= 0),
    vault_key text NOT NULL,
    PRIMARY KEY (export_id, position)
);
