-- What a kiosk took in without network and can read no more, by its last sign of life.
ALTER TABLE devices
    ADD COLUMN aside_count integer NOT NULL DEFAULT 0 CHECK (aside_count >= 0),
    ADD COLUMN aside_since timestamptz,
    ADD CHECK ((aside_count = 0) = (aside_since IS NULL));
