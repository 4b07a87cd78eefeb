-- What a client asked or registered in a worker's name is the client's to follow.
ALTER TABLE document_requests ADD COLUMN client_id uuid REFERENCES clients ON DELETE RESTRICT;
ALTER TABLE registrations ADD COLUMN client_id uuid REFERENCES clients ON DELETE RESTRICT;

-- Whether a request asks for a paper that would be sealed: that it is asked says something of a person already.
CREATE FUNCTION asks_for_sealed(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM request_items i JOIN document_types t ON t.id = i.type_id
                   WHERE i.request_id = wanted AND i.centre_id = app_centre() AND t.sensitivity <> 'normal')
$$;

DO $do$
DECLARE
    app text := current_setting('guichet.app_role');
    each record;
BEGIN
    FOR each IN SELECT * FROM (VALUES
        ('document_requests', $$client_id = (SELECT app_client()) AND (SELECT client_may('requests:read', 'requests:write'))
            OR (SELECT client_may('requests:read')) AND NOT asks_for_sealed(id)$$),
        ('request_items', '(SELECT true FROM document_requests r WHERE r.id = request_items.request_id)'),
        ('registrations', $$client_id = (SELECT app_client()) AND (SELECT client_may('registrations:write'))$$)
    ) reach (name, seen) LOOP
        EXECUTE format('CREATE POLICY client_reach ON %I AS RESTRICTIVE TO %I
            USING ((SELECT app_kind()) <> ''client'' OR coalesce(%s, false))', each.name, app, each.seen);
    END LOOP;
END $do$;
