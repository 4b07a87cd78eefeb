-- Once the app role has its rights on the new tables.
DO $$
BEGIN
    EXECUTE format(
        'REVOKE UPDATE, DELETE ON journal_anchors, journal_stamps FROM %I', current_setting('guichet.app_role')
    );
END $$;
