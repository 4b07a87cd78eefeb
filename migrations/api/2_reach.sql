-- How far a client reaches, behind its verbs: by its scopes, as need to know does for staff.
CREATE FUNCTION app_client() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.client_id', true), '')::uuid $$;

CREATE FUNCTION client_may(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(string_to_array(current_setting('app.scopes', true), ',') && wanted, false) $$;

-- Whether a client may read a document: filed, and nothing seals it. What a client handed in itself it follows, but for
-- its words and pictures. Asked by value of the row at hand (0047).
DO $do$
DECLARE
    app text := current_setting('guichet.app_role');
    each record;
BEGIN
    FOR each IN SELECT * FROM (VALUES
        ('deposits', 'client_id = (SELECT app_client())'),
        ('documents', $$(SELECT true FROM deposits own WHERE own.id = documents.deposit_id)
            OR state = 'validated' AND (SELECT client_may('documents:read', 'signals:read')) AND sealed_as IS NULL
               AND coalesce((SELECT t.sensitivity FROM document_types t WHERE t.id = documents.type_id), 'normal') = 'normal'$$),
        ('document_beneficiaries', '(SELECT true FROM documents d WHERE d.id = document_beneficiaries.document_id)'),
        ('pages', $$(SELECT true FROM deposits own WHERE own.id = pages.deposit_id)
            OR (SELECT client_may('documents:read'))
               AND (SELECT true FROM page_places place JOIN documents d ON d.id = place.document_id
                    WHERE place.page_id = pages.id LIMIT 1)$$),
        ('renditions', $$(SELECT client_may('documents:read'))
               AND (SELECT true FROM page_places place JOIN documents d ON d.id = place.document_id
                    WHERE place.page_id = renditions.page_id LIMIT 1)$$),
        ('originals', '(SELECT true FROM deposits own WHERE own.id = originals.deposit_id)'),
        ('page_texts', 'false'),
        ('beneficiaries', $$(SELECT client_may('people:write', 'deposits:write'))$$),
        ('social_files', $$(SELECT client_may('people:write', 'deposits:write'))$$),
        ('staff_members', $$(SELECT client_may('people:write', 'signals:read'))$$),
        ('signals', $$(SELECT client_may('signals:read'))$$)
    ) reach (name, seen) LOOP
        EXECUTE format('CREATE POLICY client_reach ON %I AS RESTRICTIVE TO %I
            USING ((SELECT app_kind()) <> ''client'' OR coalesce(%s, false))', each.name, app, each.seen);
    END LOOP;
END $do$;
