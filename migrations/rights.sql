-- Row-level security by centre and the app role's rights, on every table that carries a centre and has none yet:
-- the last step of each migration that makes tables. The baseline's own stands in baseline/8_rights.sql.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
    each record;
BEGIN
    FOR each IN
        SELECT c.table_name FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.column_name = 'centre_id'
          AND NOT EXISTS (SELECT FROM pg_policies p
                          WHERE p.schemaname = 'public' AND p.tablename = c.table_name AND p.policyname = 'own_centre')
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each.table_name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each.table_name);
        EXECUTE format('CREATE POLICY own_centre ON %I USING (centre_id = app_centre())', each.table_name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', each.table_name, app);
    END LOOP;
END $$;
