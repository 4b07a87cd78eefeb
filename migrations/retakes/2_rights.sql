-- Why a page was refused is seen by whoever may read the document: the rule of `documents` says who.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY with_its_document ON retakes AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre())
               OR EXISTS (SELECT FROM documents d WHERE d.id = retakes.document_id)) $policy$,
        current_setting('guichet.app_role'));
END $$;
