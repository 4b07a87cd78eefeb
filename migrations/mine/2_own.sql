-- What a person reads as their own, when `app.kind` is `own`: whom a code proved them to be, and which deposits were
-- handed in from their browser. docs/decisions/0044 says why these.
CREATE FUNCTION own_beneficiary() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.own_beneficiary', true), '')::uuid $$;

CREATE FUNCTION own_deposits() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(string_to_array(nullif(current_setting('app.own_deposits', true), ''), ',')::uuid[], '{}') $$;

-- Acts of handing over by the person themselves, or by a helper or a clerk for them.
CREATE FUNCTION is_handed_in(circuit text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT circuit IN ('portal', 'kiosk', 'counter', 'interview') $$;

CREATE FUNCTION own_documents() RETURNS uuid[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := own_beneficiary();
    here uuid[] := own_deposits();
BEGIN
    RETURN coalesce((
        SELECT array_agg(d.id) FROM documents d JOIN (
            SELECT x.id FROM deposits p JOIN documents x ON x.deposit_id = p.id
            WHERE p.id = ANY (here) OR p.beneficiary_id = me AND is_handed_in(p.circuit)
            UNION
            SELECT k.document_id FROM retakes k WHERE k.deposit_id = ANY (here) AND k.placed_at IS NOT NULL
            UNION
            SELECT x.id FROM document_beneficiaries b JOIN documents x ON x.id = b.document_id
            JOIN deposits p ON p.id = x.deposit_id LEFT JOIN document_types t ON t.id = x.type_id
            WHERE b.beneficiary_id = me AND x.state IN ('validated', 'expired') AND p.circuit <> 'internal'
              AND coalesce(t.sensitivity, 'normal') = 'normal' AND x.sealed_as IS NULL
        ) own ON own.id = d.id
        WHERE d.centre_id = app_centre() AND d.state NOT IN ('emptied', 'disposed')), '{}');
END $$;

DO $$
DECLARE
    app text := current_setting('guichet.app_role');
    each record;
BEGIN
    REVOKE ALL ON FUNCTION own_documents() FROM PUBLIC;
    EXECUTE format('GRANT EXECUTE ON FUNCTION own_documents() TO %I', app);
    FOR each IN
        SELECT * FROM (VALUES
            ('documents', 'id = ANY ((SELECT own_documents())::uuid[])'),
            ('document_pages', 'document_id = ANY ((SELECT own_documents())::uuid[])'),
            ('document_beneficiaries',
             'beneficiary_id = (SELECT own_beneficiary()) AND document_id = ANY ((SELECT own_documents())::uuid[])'),
            ('pages', 'EXISTS (SELECT FROM document_pages own WHERE own.page_id = pages.id)'),
            ('renditions', 'EXISTS (SELECT FROM document_pages own WHERE own.page_id = renditions.page_id)'),
            ('originals', 'false')
        ) seen (of_table, condition)
    LOOP
        EXECUTE format('CREATE POLICY own_reading ON %I AS RESTRICTIVE TO %I USING ((SELECT app_kind()) <> %L OR %s)',
                       each.of_table, app, 'own', each.condition);
    END LOOP;
END $$;
