-- A misfiled document is also read by the person in whose file it stood, at the portal. The register counts their looks
-- and names nobody: the file's number stands there already.
ALTER TABLE breaches
    ADD COLUMN person_look_count integer NOT NULL DEFAULT 0 CHECK (person_look_count >= 0),
    ADD COLUMN person_last_look_at timestamptz,
    ADD CHECK ((person_look_count = 0) = (person_last_look_at IS NULL));
