-- A kept paper is seen by those who read its document; its number, place and dates also by those who have kept papers in
-- their hands. Of a document that was taken back or disposed of the paper lies there all the same.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY of_readable_document ON kept_papers AS RESTRICTIVE TO %I
        USING ((SELECT app_kind()) NOT IN ('staff', 'own')
               OR (SELECT true FROM documents d WHERE d.id = document_of_paper(kept_papers.id))
               OR (SELECT app_kind()) = 'staff' AND (SELECT app_has_role('counter_clerk', 'capture_agent'))
                  AND NOT kin_paper(kept_papers.id)) $policy$, current_setting('guichet.app_role'));
END $$;
