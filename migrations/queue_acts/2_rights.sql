-- Who did what in the queue is for the one who did it.
DO $$
BEGIN
    EXECUTE format($policy$ CREATE POLICY own_acts ON queue_acts AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre()) OR staff_id = (SELECT app_staff())) $policy$,
        current_setting('guichet.app_role'));
END $$;
