-- What the antivirus said of an original, where the house has one.
ALTER TABLE originals
    ADD COLUMN scan text NOT NULL DEFAULT 'unscanned' CHECK (scan IN ('unscanned', 'clean', 'infected')),
    ADD COLUMN scan_found text, -- the antivirus's own name for it
    ADD COLUMN scanned_at timestamptz,
    ADD CONSTRAINT originals_scan CHECK ((scan = 'unscanned') = (scanned_at IS NULL)
                                         AND (scan = 'infected') = (scan_found IS NOT NULL));
CREATE INDEX originals_unscanned ON originals (centre_id, added_at) WHERE scan = 'unscanned';
