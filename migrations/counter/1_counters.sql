-- Where clerks take papers in for whoever brings them.
CREATE TABLE counters (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    name text NOT NULL CHECK (name <> ''),
    folder text NOT NULL DEFAULT '' CHECK (folder ~ '^([a-z0-9][a-z0-9-]{0,39})?$'),  -- its scanner's; empty: no scanner
    device_id uuid REFERENCES devices ON DELETE RESTRICT,                             -- whose service prints there
    closed_at timestamptz
);
CREATE UNIQUE INDEX counters_name ON counters (centre_id, lower(name)) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX counters_folder ON counters (folder) WHERE folder <> '' AND closed_at IS NULL; -- of all centres

-- What a deposit at a counter has beside every other's. Whoever brought it is named on the deposit (depositor_name).
CREATE TABLE counter_deposits (
    deposit_id uuid PRIMARY KEY REFERENCES deposits ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    counter_id uuid NOT NULL REFERENCES counters ON DELETE RESTRICT,
    opened_at timestamptz NOT NULL,
    sheet_count integer CHECK (sheet_count > 0),  -- as the clerk counted them; null until they did
    page_count integer CHECK (page_count > 0),    -- found on them then
    both_sides boolean NOT NULL DEFAULT false,    -- something stands on the back of them
    relation text CHECK (relation IN ('family', 'friend', 'professional', 'administrator', 'other')),
    mandate_seen boolean NOT NULL DEFAULT false,
    CHECK ((sheet_count IS NULL) = (page_count IS NULL)),
    CHECK (relation IS NOT NULL OR NOT mandate_seen)
);
CREATE INDEX counter_deposits_day ON counter_deposits (counter_id, opened_at);

-- Files of a scanner's folder that are in a deposit: no file is taken into two, and of the same bytes one into each.
CREATE TABLE counter_scans (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    counter_id uuid NOT NULL REFERENCES counters ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE CASCADE,
    original_id uuid NOT NULL UNIQUE,
    entry text NOT NULL,       -- digest of the file's name, size and moment
    file_name text NOT NULL,   -- in the folder
    sha256 text NOT NULL,
    claimed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    claimed_at timestamptz NOT NULL,
    CONSTRAINT counter_scans_entry UNIQUE (counter_id, entry),
    CONSTRAINT counter_scans_bytes UNIQUE (deposit_id, sha256)
);
