-- A photo of several papers gives several pages: part 0 is the page itself, the others were seen beside it.
ALTER TABLE pages
    ADD COLUMN part smallint NOT NULL DEFAULT 0 CHECK (part >= 0),
    ADD COLUMN seen_quad jsonb,                   -- where its paper was seen among several; null on a photo of one
    DROP CONSTRAINT pages_original_id_index_key,
    ADD CONSTRAINT pages_original_id_index_part_key UNIQUE (original_id, index, part);

-- Pages that follow make room for parts in one statement: positions are held against each other at its end.
ALTER TABLE document_pages
    DROP CONSTRAINT document_pages_document_id_position_key,
    ADD CONSTRAINT document_pages_document_id_position_key UNIQUE (document_id, position) DEFERRABLE;

-- Renditions of parts go when a person keeps their photo as one page.
ALTER TABLE removals
    DROP CONSTRAINT removals_reason_check,
    ADD CONSTRAINT removals_reason_check CHECK (reason IN ('orphan', 'taken_back', 'purged', 'kept_as_one'));
