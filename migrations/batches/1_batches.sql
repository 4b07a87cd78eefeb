-- A stack of sheets that was scanned in one run. Its file is kept as it came until the batch is closed and some days
-- are over; each document gets the sheets that are its own.
CREATE TABLE batches (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    state text NOT NULL,
    CONSTRAINT batches_state CHECK (state IN ('reading', 'split', 'closed', 'refused')),
    source text NOT NULL CHECK (source IN ('folder', 'drop', 'upload', 'scanner')),
    file_name text NOT NULL,                       -- as its source calls it
    sha256 text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    media_type text NOT NULL,                      -- empty for a file that was refused
    sheet_count integer NOT NULL CHECK (sheet_count >= 0),  -- that were scanned; 0 for a file that was refused
    vault_key text UNIQUE,                         -- null: refused, or no longer kept
    problem text NOT NULL DEFAULT '',              -- why the file was refused, as a code
    typed_count integer CHECK (typed_count > 0),   -- sheets, as somebody counted them in hand
    both_sides boolean NOT NULL DEFAULT true,      -- the scanner may have read the back of them
    count_settled_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    count_settled_at timestamptz,
    taken_by uuid REFERENCES staff_members ON DELETE RESTRICT,  -- null: by the worker
    taken_at timestamptz NOT NULL,
    split_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT batches_bytes UNIQUE (centre_id, sha256),
    CONSTRAINT batches_vault_key CHECK (
        regexp_replace(vault_key, '-[0-9]+$', '') = centre_id::text || '/' || id::text || '/' || sha256),
    CHECK ((state = 'refused') <= (problem <> '' AND vault_key IS NULL)),
    CHECK ((count_settled_by IS NULL) = (count_settled_at IS NULL))
);
CREATE INDEX batches_in_key_order ON batches (vault_key COLLATE "C");
CREATE INDEX batches_taken ON batches (centre_id, taken_at);
CREATE INDEX batches_waiting ON batches (centre_id) WHERE state <> 'closed';

-- A deposit that a batch opens: what stood between two separators. It is named before it is made.
CREATE TABLE batch_deposits (
    deposit_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    batch_id uuid NOT NULL REFERENCES batches ON DELETE RESTRICT,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,  -- whose it is, as its separator says
    planned_at timestamptz NOT NULL,
    handed_at timestamptz                                            -- since when it is received
);
CREATE INDEX batch_deposits_batch ON batch_deposits (batch_id);

CREATE TABLE batch_documents (
    document_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES batch_deposits ON DELETE CASCADE,
    original_id uuid NOT NULL UNIQUE,
    position integer NOT NULL,  -- in the deposit
    type_id uuid REFERENCES document_types ON DELETE RESTRICT,       -- as its separator says
    UNIQUE (deposit_id, position)
);

-- One scanned side each, in the order of the stack.
CREATE TABLE scanned_sheets (
    batch_id uuid NOT NULL REFERENCES batches ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    number integer NOT NULL CHECK (number > 0),  -- in the stack
    kind text NOT NULL CHECK (kind IN ('unread', 'page', 'blank', 'separator', 'batch_sheet', 'unreadable', 'doubtful')),
    says text NOT NULL DEFAULT '',               -- of a separator or a batch sheet: what it asks for
    problem text NOT NULL DEFAULT '',            -- of an unreadable one: why, as a code
    document_id uuid REFERENCES batch_documents ON DELETE SET NULL,  -- of which it is a page
    reason text CHECK (reason IN ('blank', 'separator', 'scanned_again', 'not_needed')),   -- why it is set aside
    set_aside_by uuid REFERENCES staff_members ON DELETE RESTRICT,   -- null: by what stands on it
    set_aside_at timestamptz,
    PRIMARY KEY (batch_id, number),
    CHECK (document_id IS NULL OR reason IS NULL),
    CHECK ((reason IS NULL) = (set_aside_at IS NULL))
);
CREATE INDEX scanned_sheets_document ON scanned_sheets (document_id);

-- Batch sheets: each lies on top of a stack, and says how many sheets are below.
CREATE SEQUENCE batch_sheet_serial;
CREATE TABLE batch_sheets (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    number bigint NOT NULL DEFAULT nextval('batch_sheet_serial'),
    sheet_count integer NOT NULL CHECK (sheet_count > 0),
    printed_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    printed_at timestamptz NOT NULL,
    batch_id uuid REFERENCES batches ON DELETE SET NULL              -- on which it lay
);

-- A scanner is asked to read what lies in its feeder; what it gives becomes a batch.
CREATE TABLE batch_scans (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    scanner text NOT NULL CHECK (scanner <> ''),  -- as people know it
    both_sides boolean NOT NULL,
    typed_count integer CHECK (typed_count > 0),
    asked_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    begun_at timestamptz,          -- since when sheets may be drawn in
    ended_at timestamptz,
    problem text NOT NULL DEFAULT '',
    batch_id uuid REFERENCES batches ON DELETE SET NULL,
    CHECK (problem = '' OR ended_at IS NOT NULL)
);
CREATE INDEX batch_scans_asked ON batch_scans (centre_id, asked_at);

-- No batch closes with a sheet that is neither in a received document nor set aside, however it came about.
CREATE FUNCTION batch_is_accounted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM scanned_sheets s WHERE s.batch_id = NEW.id) <> NEW.sheet_count
       OR EXISTS (SELECT FROM scanned_sheets s
                  LEFT JOIN batch_documents d ON d.document_id = s.document_id
                  LEFT JOIN batch_deposits p ON p.deposit_id = d.deposit_id
                  WHERE s.batch_id = NEW.id AND s.reason IS NULL AND p.handed_at IS NULL) THEN
        RAISE EXCEPTION 'batch % closes with sheets that are not accounted for', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_is_accounted';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER batch_is_accounted BEFORE INSERT OR UPDATE OF state ON batches
    FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION batch_is_accounted();

DO $$
BEGIN
    EXECUTE format('GRANT USAGE ON SEQUENCE batch_sheet_serial TO %I', current_setting('guichet.app_role'));
END $$;

-- The file of a batch goes once its sheets are in their documents.
ALTER TABLE removals
    DROP CONSTRAINT removals_reason_check,
    ADD CONSTRAINT removals_reason_check
        CHECK (reason IN ('orphan', 'taken_back', 'purged', 'kept_as_one', 'split')),
    DROP CONSTRAINT removals_check1,
    ADD CONSTRAINT removals_deposit CHECK ((reason IN ('orphan', 'split')) = (deposit_id IS NULL));
ALTER TABLE reconcile_findings
    DROP CONSTRAINT reconcile_findings_record_kind_check,
    ADD CONSTRAINT reconcile_findings_record_kind_check
        CHECK (record_kind IN ('original', 'rendition', 'example', 'mail', 'batch'));

-- A sheet of a batch is looked at where no document holds it.
ALTER TABLE access_log
    DROP CONSTRAINT access_log_record_kind_check,
    ADD CONSTRAINT access_log_record_kind_check CHECK (record_kind IN (
        'document', 'page', 'original', 'social_file', 'receipt', 'journal', 'access_log', 'beneficiary', 'export',
        'mail', 'batch'));
