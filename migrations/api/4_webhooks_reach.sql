-- A client sees the webhooks that are its own, and no message on its way.
DO $do$
DECLARE
    app text := current_setting('guichet.app_role');
BEGIN
    EXECUTE format('CREATE POLICY client_reach ON webhooks AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) <> ''client'' OR client_id = (SELECT app_client()))', app);
    EXECUTE format('CREATE POLICY client_reach ON webhook_messages AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) <> ''client'')', app);
END $do$;
