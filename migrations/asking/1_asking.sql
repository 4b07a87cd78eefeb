-- A template is a department's, whose SPOCs change it; one that came with the system is nobody's until a SPOC takes it on.
ALTER TABLE request_templates
    ALTER COLUMN code DROP NOT NULL,
    ADD COLUMN department_id uuid REFERENCES departments ON DELETE RESTRICT,
    ADD COLUMN sentence_fr text NOT NULL DEFAULT '',    -- for the person, in the letter
    ADD COLUMN sentence_nl text NOT NULL DEFAULT '',
    ADD COLUMN due_days smallint CHECK (due_days BETWEEN 1 AND 366),    -- null: the centre's own
    ADD COLUMN version integer NOT NULL DEFAULT 1,      -- which whoever changes it had before them
    ADD COLUMN retired_at timestamptz,
    ADD CONSTRAINT request_templates_types CHECK (cardinality(type_codes) > 0),
    ADD CONSTRAINT request_templates_whose CHECK (code IS NOT NULL OR department_id IS NOT NULL);

-- Since when the person is waited for with a paper: since it was asked, or asked again.
ALTER TABLE request_items ADD COLUMN waits_since timestamptz;
ALTER TABLE request_items NO FORCE ROW LEVEL SECURITY;
ALTER TABLE document_requests NO FORCE ROW LEVEL SECURITY;
UPDATE request_items i SET waits_since = r.asked_at FROM document_requests r WHERE r.id = i.request_id;
ALTER TABLE request_items FORCE ROW LEVEL SECURITY;
ALTER TABLE document_requests FORCE ROW LEVEL SECURITY;
ALTER TABLE request_items ALTER COLUMN waits_since SET NOT NULL;

-- A paper that is asked again, because the document that answered it is not enough.
CREATE TABLE request_reopenings (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    item_id uuid NOT NULL REFERENCES request_items ON DELETE CASCADE,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    reason text NOT NULL CHECK (reason IN ('pages_missing', 'other_period', 'not_readable', 'other')),
    note text NOT NULL DEFAULT '',              -- for colleagues
    reopened_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    reopened_at timestamptz NOT NULL,
    waited_since timestamptz NOT NULL,          -- since when the document had been waited for
    taken_back_at timestamptz,
    CHECK (reason <> 'other' OR note <> '')
);
CREATE INDEX request_reopenings_item ON request_reopenings (item_id) WHERE taken_back_at IS NULL;

-- When nobody was waited for: while a request was waived that goes on now.
CREATE TABLE request_pauses (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    request_id uuid NOT NULL REFERENCES document_requests ON DELETE CASCADE,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    CHECK (ended_at >= began_at)
);
CREATE INDEX request_pauses_request ON request_pauses (request_id);

-- A file's page shows what was asked for it.
CREATE INDEX document_requests_file ON document_requests (social_file_id);
