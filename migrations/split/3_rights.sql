-- What was done stays written down: only whether it is undone changes.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
BEGIN
    EXECUTE format('GRANT SELECT ON page_places TO %I', app);
    EXECUTE format('REVOKE UPDATE, DELETE ON split_acts FROM %I', app);
    EXECUTE format('GRANT UPDATE (undone_at, dropped) ON split_acts TO %I', app);
END $$;
