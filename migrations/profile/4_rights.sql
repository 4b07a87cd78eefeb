-- Who did what at the desk is for the one who did it; what was read by mistake for the auditor and those who read it.
-- Functions that run as their owner answer the app role alone.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['people_sounding(text, integer)', 'sealed_by_hand(uuid)'] LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', each);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', each, app);
    END LOOP;
    EXECUTE format($policy$ CREATE POLICY own_acts ON desk_acts AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre()) OR staff_id = (SELECT app_staff())) $policy$, app);
    EXECUTE format($policy$ CREATE POLICY told_of_breach ON breach_readers AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre()) OR (SELECT app_has_role('auditor'))
               OR staff_id = (SELECT app_staff())) $policy$, app);
    EXECUTE format($policy$ CREATE POLICY told_of_breach ON breaches AS RESTRICTIVE TO %I
        USING ((SELECT sees_whole_centre()) OR (SELECT app_has_role('auditor'))
               OR EXISTS (SELECT FROM breach_readers r WHERE r.breach_id = breaches.id)) $policy$, app);
    EXECUTE format('REVOKE UPDATE, DELETE ON breaches, breach_readers FROM %I', app);
    EXECUTE format('GRANT UPDATE (outcome, outcome_words, assessed_by, assessed_at) ON breaches TO %I', app);
    EXECUTE format('GRANT UPDATE (told_at) ON breach_readers TO %I', app);
END $$;
