-- A client sees the order of what it may read lists of.
DO $do$
BEGIN
    EXECUTE format('CREATE POLICY client_reach ON announcements AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) <> ''client'' OR (SELECT client_may(''documents:read'', ''signals:read'')))',
        current_setting('guichet.app_role'));
END $do$;
