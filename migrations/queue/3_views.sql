-- Filters of the queue that a staff member keeps under a name, and the one that a department shares.
CREATE TABLE queue_views (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid REFERENCES staff_members ON DELETE RESTRICT,
    department_id uuid UNIQUE REFERENCES departments ON DELETE RESTRICT,
    name text NOT NULL CHECK (name <> ''),
    query text NOT NULL,                     -- codes alone, as the queue's address has them
    kept_at timestamptz NOT NULL,
    CHECK ((staff_id IS NULL) <> (department_id IS NULL)),
    UNIQUE (staff_id, name)
);

-- Who has which document's desk open just now: a row for each open desk, gone with it.
CREATE TABLE open_desks (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    seen_at timestamptz NOT NULL
);
CREATE INDEX open_desks_document ON open_desks (document_id);
CREATE INDEX open_desks_seen ON open_desks (centre_id, seen_at);
