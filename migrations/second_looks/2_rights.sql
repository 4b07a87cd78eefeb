-- Whoever filed a document does not learn that it was drawn, nor does anybody who may not read it.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY another_reader ON second_looks AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre())
               OR EXISTS (SELECT FROM documents d WHERE d.id = second_looks.document_id
                          AND d.decided_by <> (SELECT app_staff()))) $policy$,
        current_setting('guichet.app_role'));
END $$;
