-- What is known of a document beside its type, person and date; to whom it was sent; since when it stands where it does.
ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;
-- Its own language is the document's; the one that the queue is filtered by says whose it is.
ALTER TABLE documents RENAME COLUMN language TO depositor_language;
ALTER TABLE documents
    ADD COLUMN sender text NOT NULL DEFAULT '',
    ADD COLUMN reference text NOT NULL DEFAULT '',     -- the sender's own number for it
    ADD COLUMN language text CHECK (language IN ('fr', 'nl', 'de', 'en', 'other')),
    ADD COLUMN sealed_as text CHECK (sealed_as IN ('medical', 'judicial')),  -- by hand, beside what its type seals
    ADD COLUMN sent_to_department uuid REFERENCES departments ON DELETE RESTRICT,
    ADD COLUMN sent_to_staff uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD COLUMN sent_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD COLUMN sent_at timestamptz,
    ADD COLUMN sent_note text NOT NULL DEFAULT '',
    ADD COLUMN moved_at timestamptz,                   -- out of a file in which it was filed by mistake
    ADD CONSTRAINT documents_sent CHECK ((sent_at IS NULL) = (sent_by IS NULL)
        AND (sent_at IS NULL) = (sent_to_department IS NULL AND sent_to_staff IS NULL));
CREATE INDEX documents_sent_to_staff ON documents (sent_to_staff) WHERE sent_to_staff IS NOT NULL;
CREATE INDEX documents_sent_to_department ON documents (sent_to_department)
    WHERE state IN ('captured', 'profiled', 'second_reading') AND sent_to_department IS NOT NULL;
-- What is mostly the sender of a type is read off what was filed of it lately.
CREATE INDEX documents_type_decided ON documents (type_id, decided_at DESC) WHERE state = 'validated';
ALTER TABLE documents FORCE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION documents_facts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT p.circuit, p.language, f.department_id INTO NEW.circuit, NEW.depositor_language, NEW.department_id
    FROM deposits p LEFT JOIN social_files f ON f.id = coalesce(NEW.social_file_id, p.social_file_id)
    WHERE p.id = NEW.deposit_id;
    RETURN NEW;
END $$;

ALTER TABLE document_types
    DROP CONSTRAINT document_types_asks_check,
    ADD CONSTRAINT document_types_asks_check
        CHECK (asks <@ ARRAY['document_date', 'words', 'valid_until', 'sender', 'reference', 'language']);

-- What a staff member did at the desk, with the document as it was before and after: to take it back.
CREATE TABLE desk_acts (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('validated', 'second_reading', 'refused', 'sent')),
    done_at timestamptz NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    undone_at timestamptz
);
CREATE INDEX desk_acts_staff ON desk_acts (staff_id, done_at DESC);
CREATE INDEX desk_acts_done ON desk_acts (centre_id, done_at);

-- The breach register: a document that stood in the wrong file, and that somebody had read there.
CREATE TABLE breaches (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    from_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    to_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    filed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    filed_at timestamptz NOT NULL,
    found_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    found_at timestamptz NOT NULL,
    words text NOT NULL,                               -- how it came about
    outcome text CHECK (outcome IN ('no_risk', 'authority', 'person')),
    outcome_words text NOT NULL DEFAULT '',
    assessed_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    assessed_at timestamptz,
    CHECK ((outcome IS NULL) = (assessed_at IS NULL) AND (outcome IS NULL) = (assessed_by IS NULL))
);
CREATE INDEX breaches_found ON breaches (centre_id, found_at DESC);

-- Who had read it, how often, and whether they have read the notice that they should forget it.
CREATE TABLE breach_readers (
    breach_id uuid NOT NULL REFERENCES breaches ON DELETE RESTRICT,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    look_count integer NOT NULL CHECK (look_count > 0),
    last_look_at timestamptz NOT NULL,
    told_at timestamptz,                               -- when they put the notice away
    PRIMARY KEY (breach_id, staff_id)
);
CREATE INDEX breach_readers_untold ON breach_readers (staff_id) WHERE told_at IS NULL;

-- A depositor is told that a document of theirs was refused, by the same way as a person of whom documents are asked.
ALTER TABLE request_notices
    ALTER COLUMN request_id DROP NOT NULL,
    ADD COLUMN document_id uuid REFERENCES documents ON DELETE RESTRICT,
    ADD CONSTRAINT request_notices_about CHECK ((request_id IS NULL) <> (document_id IS NULL));
CREATE INDEX request_notices_held ON request_notices (centre_id, asked_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX request_notices_document ON request_notices (document_id) WHERE document_id IS NOT NULL;
