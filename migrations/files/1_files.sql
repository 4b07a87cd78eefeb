-- What a staff member wants at hand.
CREATE TABLE favourite_files (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (staff_id, social_file_id)
);

-- Files that someone opened lately are read off the access log, from its end.
CREATE INDEX access_log_files ON access_log (actor_id, seq DESC) WHERE record_kind = 'social_file' AND act = 'view';

-- A note is appended; what it said before stays beside what it says now.
CREATE TABLE file_notes (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    written_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    written_at timestamptz NOT NULL
);
CREATE INDEX file_notes_file ON file_notes (social_file_id, written_at DESC);

CREATE TABLE file_note_versions (
    note_id uuid NOT NULL REFERENCES file_notes ON DELETE RESTRICT,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    version integer NOT NULL CHECK (version > 0),
    words text NOT NULL CHECK (words <> ''),
    written_at timestamptz NOT NULL,
    PRIMARY KEY (note_id, version)
);

-- Documents of a file as one PDF, made by a job and kept for a while under `staging/{id}`.
CREATE TABLE bundles (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    asked_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    language text NOT NULL,
    page_count integer NOT NULL CHECK (page_count > 0),  -- of its documents, without cover and contents
    pages_done integer NOT NULL DEFAULT 0,
    size_bytes bigint CHECK (size_bytes > 0),            -- null until it is made
    problem text,                                        -- why it cannot be made
    expires_at timestamptz NOT NULL
);
CREATE INDEX bundles_expiry ON bundles (centre_id, expires_at);

CREATE TABLE bundle_documents (
    bundle_id uuid NOT NULL REFERENCES bundles ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    position integer NOT NULL,
    PRIMARY KEY (bundle_id, position)
);

-- Numbers are found by their first figures.
CREATE INDEX social_files_number ON social_files (centre_id, number text_pattern_ops);
CREATE INDEX receipts_number ON receipts (centre_id, number text_pattern_ops);
CREATE INDEX deposits_social_file ON deposits (social_file_id);
