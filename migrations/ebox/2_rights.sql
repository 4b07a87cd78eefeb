-- Who reads a letter sees to whose box it goes; a client sees none.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY of_readable_document ON ebox_letters AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) NOT IN ('staff', 'own', 'client')
               OR (SELECT app_kind()) = 'staff' AND (SELECT true FROM documents d WHERE d.id = ebox_letters.id))
        $policy$, current_setting('guichet.app_role'));
END $$;
