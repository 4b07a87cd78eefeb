-- What becomes of the paper itself: its type says it, a clerk settles it when it is taken in, a register holds what is kept.
ALTER TABLE document_types NO FORCE ROW LEVEL SECURITY;
ALTER TABLE proposals NO FORCE ROW LEVEL SECURITY;
ALTER TABLE document_types
    ADD COLUMN paper text NOT NULL DEFAULT 'returned' CHECK (paper IN ('returned', 'kept', 'by_choice')),
    ADD COLUMN paper_months smallint CHECK (paper_months > 0),  -- after filing; null: as the centre's settings say
    ADD CONSTRAINT document_types_paper CHECK (paper <> 'returned' OR paper_months IS NULL);
UPDATE document_types SET paper = 'kept' WHERE keep_original;
ALTER TABLE document_types DROP COLUMN keep_original;
UPDATE proposals
SET content = (content - 'keep_original')
              || jsonb_build_object('paper', CASE WHEN content -> 'keep_original' = 'true' THEN 'kept' ELSE 'returned' END)
WHERE content ? 'keep_original';
ALTER TABLE document_types FORCE ROW LEVEL SECURITY;
ALTER TABLE proposals FORCE ROW LEVEL SECURITY;

ALTER TABLE papers ADD COLUMN is_kept boolean;  -- null: nobody said yet; false: it goes back to whoever brought it

CREATE TABLE kept_papers (
    id uuid PRIMARY KEY REFERENCES papers ON DELETE CASCADE,  -- the paper's
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    state text NOT NULL CONSTRAINT kept_papers_state CHECK (state IN ('kept', 'handed_back', 'destroyed')),
    place text NOT NULL CHECK (place <> ''),       -- a box, a shelf
    until date NOT NULL,
    until_told boolean NOT NULL,                   -- a person said it: what its type says changes it no more
    kept_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    kept_at timestamptz NOT NULL,
    ended_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ended_at timestamptz,
    received_by text NOT NULL DEFAULT '',          -- who took it back
    reason text NOT NULL DEFAULT '',               -- for which it was destroyed
    CHECK ((state = 'kept') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((state = 'handed_back') = (received_by <> '')),
    CHECK ((state = 'destroyed') = (reason <> ''))
);
CREATE INDEX kept_papers_until ON kept_papers (centre_id, until) WHERE state = 'kept';
CREATE INDEX kept_papers_ended ON kept_papers (centre_id, ended_at) WHERE state <> 'kept';
CREATE INDEX kept_papers_deposit ON kept_papers (deposit_id);

-- Which document a paper is: its own, or after the split the one that holds the first of its pages.
CREATE FUNCTION document_of_paper(wanted uuid) RETURNS uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT d.id FROM documents d WHERE d.id = wanted AND d.state <> 'emptied' AND d.centre_id = app_centre()),
        (SELECT dp.document_id FROM originals o JOIN pages g ON g.original_id = o.id
         JOIN document_pages dp ON dp.page_id = g.id JOIN documents d ON d.id = dp.document_id
         WHERE o.paper_id = wanted AND o.centre_id = app_centre()
         ORDER BY o.position, g.index, d.position LIMIT 1),
        wanted);
END $$;

-- Whether a paper is about the one who acts, or a relative.
CREATE FUNCTION kin_paper(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM documents d WHERE d.id = document_of_paper(wanted) AND d.centre_id = app_centre()
                   AND (d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files())));
END $$;
