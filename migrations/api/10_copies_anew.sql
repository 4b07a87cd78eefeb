-- A copy is made anew when clients hear of its document again, and taken back when they may read it no more.
ALTER TABLE document_copies NO FORCE ROW LEVEL SECURITY;
DELETE FROM document_copies c USING document_copies later
WHERE later.document_id = c.document_id AND later.validated_at > c.validated_at;
ALTER TABLE document_copies
    DROP CONSTRAINT document_copies_pkey,
    DROP COLUMN validated_at,
    ADD COLUMN number bigint NOT NULL DEFAULT 0,  -- as which the document was heard of when it was copied
    ADD COLUMN withdrawn_at timestamptz,          -- its PDF was removed there
    ADD PRIMARY KEY (document_id);
ALTER TABLE document_copies ALTER COLUMN number DROP DEFAULT;
ALTER TABLE document_copies FORCE ROW LEVEL SECURITY;
