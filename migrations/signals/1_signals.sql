-- Signals with a life: when they are due, who has taken them, what came of them, who is told where nobody does.
ALTER TABLE signals NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;

-- When a rule tells, and of whom: of whatever beneficiary, or of one whose situation the centre's own data show.
ALTER TABLE signal_rules
    ADD COLUMN moment text NOT NULL DEFAULT 'validation' CHECK (moment IN ('capture', 'validation')),
    ADD COLUMN situation text CHECK (situation IN ('open_file', 'closed_file', 'no_file', 'minors')),  -- null: any
    DROP CONSTRAINT signal_rules_type_id_department_id_circuit_key,
    ADD UNIQUE NULLS NOT DISTINCT (type_id, department_id, circuit, situation);

-- The department's own; whoever stands at its head when there is nobody else to tell.
ALTER TABLE departments ADD COLUMN head_id uuid REFERENCES staff_members ON DELETE RESTRICT;

CREATE TABLE absences (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    deputy_id uuid REFERENCES staff_members ON DELETE RESTRICT CHECK (deputy_id <> staff_id),  -- null: the department
    from_on date NOT NULL,
    until_on date NOT NULL CHECK (until_on >= from_on),                                        -- the last day away
    CONSTRAINT absences_no_overlap EXCLUDE USING gist (staff_id WITH =, daterange(from_on, until_on, '[]') WITH &&)
);
CREATE INDEX absences_days ON absences (centre_id, until_on);

-- Days on which the centre is closed beside weekends and legal holidays.
CREATE TABLE closing_days (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    closed_on date NOT NULL,
    label text NOT NULL,
    UNIQUE (centre_id, closed_on)
);

ALTER TABLE signals
    ADD COLUMN type_id uuid REFERENCES document_types ON DELETE RESTRICT,  -- the version whose rule raised it
    ADD COLUMN raised_for uuid REFERENCES departments ON DELETE RESTRICT,  -- whoever it was given to since
    ADD COLUMN moment text NOT NULL DEFAULT 'validation' CHECK (moment IN ('capture', 'validation')),
    ADD COLUMN due_at timestamptz,         -- null: in the daily list, or raised before deadlines were counted
    ADD COLUMN escalates_at timestamptz,   -- if nobody has taken it by then
    ADD COLUMN escalated_at timestamptz,
    ADD COLUMN escalated_to uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD COLUMN seen_at timestamptz,
    ADD COLUMN taken_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD COLUMN taken_at timestamptz,
    ADD COLUMN outcome text CHECK (outcome IN ('acted', 'nothing_needed', 'known_already', 'passed_on', 'other')),
    ADD COLUMN outcome_words text NOT NULL DEFAULT '',
    ADD COLUMN handled_at timestamptz,
    DROP CONSTRAINT signals_document_id_department_id_key;
UPDATE signals s SET type_id = d.type_id, raised_for = s.department_id FROM documents d WHERE d.id = s.document_id;
UPDATE signals SET state = 'withdrawn' WHERE urgency = 0;  -- file only: nobody is told
UPDATE signals SET escalates_at = raised_at WHERE urgency = 4;
ALTER TABLE signals
    ALTER COLUMN type_id SET NOT NULL,
    ALTER COLUMN raised_for SET NOT NULL,
    ALTER COLUMN moment DROP DEFAULT,
    ADD CONSTRAINT signals_escalates CHECK ((urgency = 4) = (escalates_at IS NOT NULL)),
    ADD CONSTRAINT signals_escalated CHECK (escalated_at IS NOT NULL OR escalated_to IS NULL),
    ADD CONSTRAINT signals_taken CHECK ((taken_by IS NULL) = (taken_at IS NULL)
        AND (state NOT IN ('taken', 'handled') OR taken_by IS NOT NULL)
        AND (state NOT IN ('raised', 'seen') OR taken_by IS NULL)),
    ADD CONSTRAINT signals_handled CHECK ((state = 'handled') = (outcome IS NOT NULL)
        AND (state = 'handled') = (handled_at IS NOT NULL) AND (outcome IS DISTINCT FROM 'other' OR outcome_words <> ''));
-- One open signal of a document for each department that its rules name; what was handled as another type stays beside.
CREATE UNIQUE INDEX signals_once ON signals (document_id, raised_for) WHERE state IN ('raised', 'seen', 'taken');
CREATE INDEX signals_document ON signals (document_id);
CREATE INDEX signals_staff ON signals (staff_id) WHERE state IN ('raised', 'seen', 'taken');
CREATE INDEX signals_taken_by ON signals (taken_by) WHERE state = 'taken';
CREATE INDEX signals_escalated_to ON signals (escalated_to) WHERE state IN ('raised', 'seen', 'taken');
CREATE INDEX signals_escalating ON signals (centre_id, escalates_at)
    WHERE state IN ('raised', 'seen') AND escalated_at IS NULL;

ALTER TABLE documents FORCE ROW LEVEL SECURITY;
ALTER TABLE signals FORCE ROW LEVEL SECURITY;
