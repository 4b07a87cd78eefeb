-- A check of the store: which rows and bytes were compared, how far, and what it came to.
CREATE TABLE reconcile_runs (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deep boolean NOT NULL,              -- every hash, or only the sizes
    started_at timestamptz NOT NULL,
    moved_at timestamptz NOT NULL,      -- when it last got further
    finished_at timestamptz,
    after_key text NOT NULL DEFAULT '', -- all keys up to this one are compared
    rows_checked bigint NOT NULL DEFAULT 0,
    blobs_checked bigint NOT NULL DEFAULT 0,
    hashed_bytes bigint NOT NULL DEFAULT 0,
    found jsonb                         -- kind → how many, when it had finished
);
CREATE UNIQUE INDEX reconcile_runs_under_way ON reconcile_runs (centre_id) WHERE finished_at IS NULL;
CREATE INDEX reconcile_runs_finished ON reconcile_runs (centre_id, finished_at);

-- What does not fit. One that no check finds any more is gone, and stays as a trace.
CREATE TABLE reconcile_findings (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    run_id uuid NOT NULL REFERENCES reconcile_runs ON DELETE RESTRICT, -- the last that found it
    kind text NOT NULL CHECK (kind IN ('missing', 'truncated', 'zero_byte', 'flipped', 'swapped', 'unreadable',
                                       'orphan')),
    record_kind text CHECK (record_kind IN ('original', 'rendition')),
    record_id uuid,                     -- of the original, or of the page
    vault_key text NOT NULL,
    expected_bytes bigint,
    actual_bytes bigint,
    actual_sha256 text,
    found_at timestamptz NOT NULL,
    gone_at timestamptz,
    removed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    CHECK ((kind = 'orphan') = (record_id IS NULL) AND (record_id IS NULL) = (record_kind IS NULL)),
    CHECK (removed_by IS NULL OR (kind = 'orphan' AND gone_at IS NOT NULL))
);
CREATE UNIQUE INDEX reconcile_findings_open ON reconcile_findings (centre_id, vault_key) WHERE gone_at IS NULL;
CREATE INDEX reconcile_findings_run ON reconcile_findings (run_id);

-- Rows are walked in the order in which the store lists its keys, whatever the database's collation.
CREATE INDEX originals_in_key_order ON originals (vault_key COLLATE "C");
CREATE INDEX renditions_in_key_order ON renditions (vault_key COLLATE "C");
-- Bytes that lie under another record's key are recognised by their hash.
CREATE INDEX originals_sha256 ON originals USING hash (sha256);
CREATE INDEX renditions_sha256 ON renditions USING hash (sha256);

-- A key says whose bytes it names and their hash: no row escapes its centre's check.
ALTER TABLE originals ADD CONSTRAINT originals_vault_key
    CHECK (vault_key = centre_id::text || '/' || id::text || '/' || sha256);
ALTER TABLE renditions ADD CONSTRAINT renditions_vault_key
    CHECK (vault_key = centre_id::text || '/' || page_id::text || '/' || sha256);
