-- What shall go of the store, and what has gone: a key that stands here names no record's bytes again.
CREATE TABLE removals (
    vault_key text PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    reason text NOT NULL CHECK (reason IN ('orphan', 'taken_back', 'purged')),
    deposit_id uuid,                    -- of which the bytes were; it may be gone itself, so no foreign key
    asked_at timestamptz NOT NULL,
    removed_at timestamptz,             -- the bytes are deleted
    CHECK (starts_with(vault_key, centre_id::text || '/')),
    CHECK ((reason = 'orphan') = (deposit_id IS NULL))
);
CREATE INDEX removals_waiting ON removals (centre_id, asked_at) WHERE removed_at IS NULL;
CREATE INDEX removals_done ON removals (centre_id, removed_at) WHERE removed_at IS NOT NULL;

-- Who had an orphan removed is known before its bytes are gone.
ALTER TABLE reconcile_findings
    DROP CONSTRAINT reconcile_findings_check1,
    ADD CONSTRAINT reconcile_findings_removed_by CHECK (removed_by IS NULL OR kind = 'orphan');

-- Bytes whose key may not be used any more stand under a spare one: the same with a number behind it.
ALTER TABLE originals
    DROP CONSTRAINT originals_vault_key,
    ADD CONSTRAINT originals_vault_key CHECK (
        regexp_replace(vault_key, '-[0-9]+$', '') = centre_id::text || '/' || id::text || '/' || sha256);
ALTER TABLE renditions
    DROP CONSTRAINT renditions_vault_key,
    ADD CONSTRAINT renditions_vault_key CHECK (
        regexp_replace(vault_key, '-[0-9]+$', '') = centre_id::text || '/' || page_id::text || '/' || sha256);

-- Since when a deposit is abandoned: it is purged so long after. Of those that were so before, the delay begins now;
-- the owner of a table is bound by its forced policies like everyone else, and no centre is named here.
ALTER TABLE deposits ADD COLUMN abandoned_at timestamptz;
ALTER TABLE deposits NO FORCE ROW LEVEL SECURITY;
UPDATE deposits SET abandoned_at = now() WHERE state = 'abandoned';
ALTER TABLE deposits FORCE ROW LEVEL SECURITY;
ALTER TABLE deposits ADD CONSTRAINT deposits_abandoned_at CHECK ((state = 'abandoned') = (abandoned_at IS NOT NULL));
CREATE INDEX deposits_abandoned ON deposits (centre_id, abandoned_at) WHERE state = 'abandoned';
