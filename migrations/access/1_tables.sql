-- Which beneficiaries a staff member is or is related to: they never read what is kept of those.
CREATE TABLE staff_ties (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('self', 'relative')),
    noted_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    noted_at timestamptz NOT NULL,
    UNIQUE (staff_id, beneficiary_id)
);

-- Who opens what is sealed by the sensitivity of its type: each row is a key, and a seal without one stays shut.
CREATE TABLE seal_keys (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    sensitivity text NOT NULL CHECK (sensitivity IN ('medical', 'judicial')),
    holder text NOT NULL CHECK (holder IN ('own_worker', 'type_departments', 'department', 'role')),
    department_id uuid REFERENCES departments ON DELETE RESTRICT,
    role text CHECK (role IN ('capture_agent', 'social_worker', 'spoc')),
    CHECK ((holder = 'department') = (department_id IS NOT NULL)),
    CHECK ((holder = 'role') = (role IS NOT NULL)),
    UNIQUE NULLS NOT DISTINCT (centre_id, sensitivity, holder, department_id, role)
);

-- A file or a document of others, opened for a while with a reason; who reviews it says what they found.
CREATE TABLE glass_breaks (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    social_file_id uuid REFERENCES social_files ON DELETE RESTRICT,
    document_id uuid REFERENCES documents ON DELETE RESTRICT,
    reason_code text NOT NULL CHECK (reason_code IN ('urgent_help', 'colleague_away', 'beneficiary_asks',
                                                     'legal_deadline', 'other')),
    words text NOT NULL CHECK (length(words) > 0),
    broken_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > broken_at),
    told_id uuid REFERENCES staff_members ON DELETE RESTRICT,   -- the file's own worker, who reads a notice of it
    told_at timestamptz,                                        -- when they put that away
    reviewed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    reviewed_at timestamptz,
    outcome text CHECK (outcome IN ('in_order', 'follow_up')),
    review_note text NOT NULL DEFAULT '',
    CHECK ((social_file_id IS NULL) <> (document_id IS NULL)),
    CHECK ((outcome IS NULL) = (reviewed_at IS NULL) AND (outcome IS NULL) = (reviewed_by IS NULL)),
    CHECK (reviewed_by <> staff_id)
);
CREATE INDEX glass_breaks_staff ON glass_breaks (staff_id, ends_at);
CREATE INDEX glass_breaks_unreviewed ON glass_breaks (centre_id, broken_at) WHERE outcome IS NULL;
CREATE INDEX glass_breaks_told ON glass_breaks (told_id) WHERE told_at IS NULL;

-- A beneficiary who is told who looked: that, too, is a look at what is kept of them.
ALTER TABLE access_log
    DROP CONSTRAINT access_log_record_kind_check,
    ADD CONSTRAINT access_log_record_kind_check
        CHECK (record_kind IN (
            'document', 'page', 'original', 'social_file', 'receipt', 'journal', 'access_log', 'beneficiary', 'export'));
