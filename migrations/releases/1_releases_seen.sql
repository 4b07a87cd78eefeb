-- The newest release of which a staff member knows, by its day: what came after it is new to them.
CREATE TABLE releases_seen (
    staff_id uuid PRIMARY KEY REFERENCES staff_members ON DELETE CASCADE,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    release date NOT NULL
);
