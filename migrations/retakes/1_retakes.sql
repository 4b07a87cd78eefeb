-- Which pages of a refused document shall be taken again; null: all of them.
ALTER TABLE documents
    ADD COLUMN refused_pages uuid[],
    ADD CONSTRAINT documents_refused_pages
        CHECK (refused_pages IS NULL OR state = 'refused' AND cardinality(refused_pages) > 0);

-- A paper whose photo is still to come, or came, and the page in whose place it shall stand. No foreign key to papers:
-- the row is made by the photo. None to pages either: one that was replaced may be gone once it is no longer kept.
CREATE TABLE retakes (
    paper_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,     -- in which it is taken again
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,   -- in which the page stands
    page_id uuid NOT NULL,
    page_number integer NOT NULL CHECK (page_number > 0),                -- among those shown of the document
    begun_at timestamptz NOT NULL,
    placed_at timestamptz,                                               -- since when the new pages stand there
    -- Why the page was refused, which the document's own row says no more.
    refusal_reason_id uuid REFERENCES refusal_reasons ON DELETE RESTRICT,
    refusal_note text NOT NULL DEFAULT '',
    CHECK ((placed_at IS NULL) = (refusal_reason_id IS NULL)),
    UNIQUE (deposit_id, page_id)
);
CREATE INDEX retakes_document ON retakes (document_id);

-- Set aside by the depositor: who that is, the deposit of the new page says.
ALTER TABLE set_aside_pages
    ALTER COLUMN set_aside_by DROP NOT NULL,
    DROP CONSTRAINT set_aside_pages_reason_check,
    ADD CONSTRAINT set_aside_pages_reason_check CHECK (reason IN ('blank', 'separator', 'double', 'retaken')),
    ADD CONSTRAINT set_aside_pages_by CHECK ((reason = 'retaken') = (set_aside_by IS NULL));
