-- What is asked of a document is read by those who read the document; a person reads what they asked themselves.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY of_readable_document ON corrections AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) NOT IN ('staff', 'own')
               OR EXISTS (SELECT FROM documents d WHERE d.id = corrections.document_id)
                  AND ((SELECT app_kind()) = 'staff' OR beneficiary_id = (SELECT own_beneficiary()))) $policy$,
        current_setting('guichet.app_role'));
END $$;
