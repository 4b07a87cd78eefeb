-- What the app role may do, and row-level security by centre on every table that carries one.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
    each record;
BEGIN
    FOR each IN
        SELECT table_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'centre_id'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each.table_name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each.table_name);
        EXECUTE format('CREATE POLICY own_centre ON %I USING (centre_id = app_centre())', each.table_name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', each.table_name, app);
    END LOOP;

    -- Not forced: find_centre() and all_centres() read it as its owner, before any centre is known.
    ALTER TABLE centres ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_centre ON centres USING (id = app_centre());
    EXECUTE format('GRANT SELECT ON centres TO %I', app);

    -- The doctor looks whether the schema is up to date.
    EXECUTE format('GRANT SELECT ON migration TO %I', app);

    EXECUTE format('REVOKE UPDATE, DELETE ON events, event_links, access_log, receipts FROM %I', app);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', app);
    EXECUTE format('GRANT USAGE ON SCHEMA technical, jobs TO %I', app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA technical, jobs TO %I', app);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO %I', app);
END $$;
