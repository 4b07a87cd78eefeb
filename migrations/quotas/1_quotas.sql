-- How much came in a window of time: no record of the service, so no centre. Keys and names are hashed. Unlogged: a
-- database that crashes counts anew, and no photo waits for the disk to know that it was counted.
CREATE UNLOGGED TABLE technical.quotas (
    key text PRIMARY KEY,
    window_start timestamptz NOT NULL,
    spent bigint NOT NULL,
    most bigint NOT NULL,
    -- The database itself says no: whatever a statement counted is undone with it, over all web processes.
    CONSTRAINT quota_spent CHECK (spent <= most)
);

-- What was counted, so that the same file sent again counts once.
CREATE UNLOGGED TABLE technical.quota_sendings (
    name text PRIMARY KEY,
    window_start timestamptz NOT NULL,
    times integer NOT NULL
);

DO $$
BEGIN
    EXECUTE format(
        'GRANT SELECT, INSERT, UPDATE, DELETE ON technical.quotas, technical.quota_sendings TO %I',
        current_setting('guichet.app_role')
    );
END $$;
