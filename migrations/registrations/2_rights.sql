-- A line of a register is seen by those who read its document: it names people.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY of_readable_document ON registrations AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) NOT IN ('staff', 'own')
               OR (SELECT app_kind()) = 'staff' AND (SELECT true FROM documents d WHERE d.id = registrations.document_id))
        $policy$, current_setting('guichet.app_role'));
END $$;
