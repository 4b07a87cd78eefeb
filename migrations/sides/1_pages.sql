-- A page that lies under another is shown on that one alone: the two sides of a card. At most one lies under a page.
-- That none lies under a page which lies under another itself is held by the verb, behind the deposit's row.
ALTER TABLE pages
    ADD COLUMN laid_under uuid CHECK (laid_under <> id),
    ADD COLUMN coarsest_dpi real CHECK (coarsest_dpi > 0);  -- of the coarser side, where the page shows two
CREATE UNIQUE INDEX pages_laid_under ON pages (laid_under) WHERE laid_under IS NOT NULL;

-- Which other page a picture shows too: when that one is taken back, its picture goes as well.
ALTER TABLE renditions ADD COLUMN under_id uuid;
CREATE INDEX renditions_under ON renditions (under_id) WHERE under_id IS NOT NULL;
