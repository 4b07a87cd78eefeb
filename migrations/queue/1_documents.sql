-- What the queue is ordered and filtered by stands on the document's own row, so that a page of it is read from one
-- index however much waits.
ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;
ALTER TABLE deposits NO FORCE ROW LEVEL SECURITY;
ALTER TABLE social_files NO FORCE ROW LEVEL SECURITY;
ALTER TABLE document_beneficiaries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE document_pages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE pages NO FORCE ROW LEVEL SECURITY;
ALTER TABLE originals NO FORCE ROW LEVEL SECURITY;

ALTER TABLE documents
    -- How soon somebody should deal with it, and by when, as its type's rules and its signals say.
    ADD COLUMN urgency smallint NOT NULL DEFAULT 0 CHECK (urgency BETWEEN 0 AND 4),
    ADD COLUMN due_at timestamptz NOT NULL DEFAULT 'infinity',                       -- infinity: no deadline
    ADD COLUMN ranked_at timestamptz,                                                -- null: that is not said yet
    ADD COLUMN place smallint NOT NULL GENERATED ALWAYS AS (4 - urgency) STORED,     -- ascending, as its index is read
    -- Facts of other tables, kept by triggers (2_facts.sql).
    ADD COLUMN circuit text NOT NULL DEFAULT '',
    ADD COLUMN language text NOT NULL DEFAULT '',
    ADD COLUMN department_id uuid REFERENCES departments ON DELETE RESTRICT,         -- of its file
    ADD COLUMN identified boolean NOT NULL DEFAULT false,                            -- a beneficiary is known
    ADD COLUMN troubled boolean NOT NULL DEFAULT false,                              -- an unreadable page, or a virus
    -- Whom it waits for, and until when it is aside.
    ADD COLUMN proposed_by uuid REFERENCES staff_members ON DELETE RESTRICT,         -- null: the depositor, if anybody
    ADD COLUMN assigned_to uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD COLUMN aside_until date,
    ADD COLUMN aside_reason text CHECK (aside_reason IN ('depositor', 'colleague', 'outside', 'paper', 'other')),
    ADD COLUMN aside_note text NOT NULL DEFAULT '',
    ADD COLUMN aside_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ADD CONSTRAINT documents_aside CHECK ((aside_until IS NULL) = (aside_reason IS NULL)
        AND (aside_until IS NULL) = (aside_by IS NULL) AND (aside_reason IS DISTINCT FROM 'other' OR aside_note <> ''));

CREATE INDEX documents_queue ON documents (centre_id, place, due_at, captured_at, deposit_id, position)
    WHERE state IN ('captured', 'profiled', 'second_reading');
CREATE INDEX documents_assigned ON documents (assigned_to)
    WHERE state IN ('captured', 'profiled', 'second_reading') AND assigned_to IS NOT NULL;
CREATE INDEX documents_put_aside ON documents (centre_id, aside_until)
    WHERE state IN ('captured', 'profiled', 'second_reading') AND aside_until IS NOT NULL;
CREATE INDEX documents_unranked ON documents (centre_id)
    WHERE state IN ('captured', 'profiled', 'second_reading') AND ranked_at IS NULL;
CREATE INDEX deposits_claimed ON deposits (claimed_by) WHERE claimed_by IS NOT NULL;
