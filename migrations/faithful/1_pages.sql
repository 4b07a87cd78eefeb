ALTER TABLE pages
    ADD COLUMN dpi real CHECK (dpi > 0),          -- null where the paper's size is not known
    ADD COLUMN skew_degrees real,                 -- by how much a scan was turned to lie straight
    ADD COLUMN told_faults text[];                -- what the depositor was told on the spot; null where nothing was

-- The reading version: the page in even light.
ALTER TABLE renditions
    DROP CONSTRAINT renditions_kind_check,
    ADD CONSTRAINT renditions_kind_check CHECK (kind IN ('page', 'reading', 'original', 'preview', 'thumb'));
