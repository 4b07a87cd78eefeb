-- What a kiosk's service hands its browser, so that it is known again: beside the code that an administrator reads out,
-- which it wrote over.
ALTER TABLE devices ADD COLUMN pass_hash bytea, ADD COLUMN pass_until timestamptz;
