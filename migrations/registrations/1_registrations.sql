-- What the centre itself makes: each such document has one line of a yearly register, of internal or of outgoing ones.
CREATE TABLE registrations (
    document_id uuid PRIMARY KEY REFERENCES papers ON DELETE CASCADE,  -- its paper's, and once received its document's
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    direction text NOT NULL CHECK (direction IN ('internal', 'outgoing')),
    year smallint,                         -- of the register, with the number: null until it is received
    number integer CHECK (number > 0),     -- in it, without gaps
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,   -- for which it was made
    author_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    addressee text NOT NULL DEFAULT '',
    sent_by text CHECK (sent_by IN ('post', 'registered', 'ebox', 'email', 'hand')),
    answers_document_id uuid REFERENCES documents ON DELETE SET NULL,
    answers_request_id uuid REFERENCES document_requests ON DELETE SET NULL,
    entry text,                            -- of the watched folder, from which it was taken; null: from none
    registered_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    registered_at timestamptz NOT NULL,
    CONSTRAINT registrations_number UNIQUE (centre_id, direction, year, number),
    CONSTRAINT registrations_entry UNIQUE (centre_id, entry),
    CHECK ((year IS NULL) = (number IS NULL)),
    CHECK (direction = 'internal' OR addressee <> '' AND sent_by IS NOT NULL),
    CHECK (direction = 'outgoing' OR sent_by IS NULL)
);
CREATE INDEX registrations_deposit ON registrations (deposit_id);
CREATE INDEX registrations_answers_document ON registrations (answers_document_id);
CREATE INDEX registrations_answers_request ON registrations (answers_request_id);

-- The last number that each register gave: a row is held until whoever takes the next one commits.
CREATE TABLE register_numbers (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    direction text NOT NULL CHECK (direction IN ('internal', 'outgoing')),
    year smallint NOT NULL,
    last_number integer NOT NULL CHECK (last_number > 0),
    PRIMARY KEY (centre_id, direction, year)
);

-- A text document of which pages were made is kept beside them, as it was written: it has none of its own.
ALTER TABLE originals
    DROP CONSTRAINT originals_page_count_check,
    ADD CONSTRAINT originals_page_count_check CHECK (page_count >= 0);

-- Which documents a file is of: those in which its pages stand, or for one without pages those of its paper's others.
CREATE OR REPLACE FUNCTION documents_of_original(wanted uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT place.document_id FROM pages g JOIN page_places place ON place.page_id = g.id
                 WHERE g.original_id = wanted AND g.centre_id = app_centre();
    IF NOT FOUND THEN
        RETURN QUERY SELECT DISTINCT place.document_id
                     FROM originals bare JOIN originals beside ON beside.paper_id = bare.paper_id
                     JOIN pages g ON g.original_id = beside.id JOIN page_places place ON place.page_id = g.id
                     WHERE bare.id = wanted AND bare.page_count = 0 AND bare.centre_id = app_centre();
    END IF;
END $$;
