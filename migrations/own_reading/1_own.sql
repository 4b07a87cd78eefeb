-- Once a document is filed, whom it is about says who reads it, and no more whom its deposit was thought to be from: a
-- wrong choice at the counter ends there. What was moved away stays out, also where it waits again.
CREATE OR REPLACE FUNCTION own_documents() RETURNS uuid[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := own_beneficiary();
    here uuid[] := own_deposits();
BEGIN
    RETURN coalesce((
        SELECT array_agg(d.id) FROM documents d JOIN (
            SELECT handed.id FROM (
                SELECT x.id FROM deposits p JOIN documents x ON x.deposit_id = p.id
                WHERE p.id = ANY (here) OR p.beneficiary_id = me AND is_handed_in(p.circuit)
                UNION
                SELECT k.document_id FROM retakes k WHERE k.deposit_id = ANY (here) AND k.placed_at IS NOT NULL
            ) handed JOIN documents x ON x.id = handed.id JOIN deposits p ON p.id = x.deposit_id
            WHERE p.beneficiary_id IS NULL OR x.state NOT IN ('validated', 'expired') AND x.moved_at IS NULL
               OR EXISTS (SELECT FROM document_beneficiaries b
                          WHERE b.document_id = x.id AND b.beneficiary_id = p.beneficiary_id)
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
BEGIN
    -- The words of a page are read by whoever reads the page
    EXECUTE format($policy$ CREATE POLICY own_reading ON page_texts AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) <> 'own'
               OR EXISTS (SELECT FROM document_pages own WHERE own.page_id = page_texts.page_id)) $policy$, app);
    -- A person reads what they asked, and the answer, also when the document is theirs no more
    DROP POLICY of_readable_document ON corrections;
    EXECUTE format($policy$ CREATE POLICY of_readable_document ON corrections AS RESTRICTIVE TO %I
        USING (CASE (SELECT app_kind())
               WHEN 'staff' THEN EXISTS (SELECT FROM documents d WHERE d.id = corrections.document_id)
               WHEN 'own' THEN coalesce(beneficiary_id = (SELECT own_beneficiary()), false)
               ELSE true END) $policy$, app);
END $$;
