-- How many signals wait for somebody is theirs to know, and the worker's who writes to them.
DO $$ BEGIN
    EXECUTE format($policy$ CREATE POLICY own_digest ON signal_digests AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre()) OR staff_id = (SELECT app_staff())) $policy$,
        current_setting('guichet.app_role'));
END $$;
