-- The split: what is left of a document without pages, where pages are set aside, and every act with how to undo it.
ALTER TABLE documents
    DROP CONSTRAINT documents_state,
    ADD CONSTRAINT documents_state CHECK (state IN ('captured', 'profiled', 'second_reading', 'validated', 'refused',
                                                    'withdrawn', 'expired', 'disposed', 'emptied')),
    -- Documents make room for those that are cut off in one statement
    DROP CONSTRAINT documents_deposit_id_position_key,
    ADD CONSTRAINT documents_deposit_id_position_key UNIQUE (deposit_id, position) DEFERRABLE;

-- Ids and a code only, as in document_pages. Who may see such a page is told by the document out of which it was taken.
CREATE TABLE set_aside_pages (
    page_id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    document_id uuid NOT NULL REFERENCES documents ON DELETE RESTRICT,
    reason text NOT NULL CHECK (reason IN ('blank', 'separator', 'double')),
    set_aside_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    set_aside_at timestamptz NOT NULL
);
CREATE INDEX set_aside_pages_deposit ON set_aside_pages (deposit_id);
CREATE INDEX set_aside_pages_document ON set_aside_pages (document_id);

-- `before` and `after` hold the order of the documents, and the pages of those that the act touched: ids and codes only.
CREATE TABLE split_acts (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    number integer NOT NULL CHECK (number > 0),         -- in the deposit
    kind text NOT NULL CHECK (kind IN ('cut', 'merge', 'move', 'copy', 'set_aside', 'take_back', 'turn')),
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    made jsonb NOT NULL DEFAULT '{}',                   -- document that the act made → the one it was taken from
    turned_id uuid,                                     -- the page that was turned, and by how much
    turned_degrees integer,
    staff_id uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    acted_at timestamptz NOT NULL,
    undone_at timestamptz,
    dropped boolean NOT NULL DEFAULT false,             -- another act was done while it was undone: it stays so
    CHECK (undone_at IS NOT NULL OR NOT dropped),
    CHECK ((kind = 'turn') = (turned_id IS NOT NULL) AND (turned_id IS NULL) = (turned_degrees IS NULL)),
    UNIQUE (deposit_id, number)
);

-- By which documents a page is seen: those in which it stands, and the one out of which it was set aside.
CREATE OR REPLACE VIEW page_places WITH (security_invoker = true) AS
    SELECT page_id, document_id FROM document_pages
    UNION ALL SELECT page_id, document_id FROM set_aside_pages;
