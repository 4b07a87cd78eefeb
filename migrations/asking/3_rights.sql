-- Why a paper is asked again stays said, and how long nobody was waited for.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON request_reopenings, request_pauses FROM %I', app);
    EXECUTE format('GRANT UPDATE (taken_back_at) ON request_reopenings TO %I', app);
    EXECUTE format('REVOKE DELETE ON request_templates FROM %I', app);
END $$;
