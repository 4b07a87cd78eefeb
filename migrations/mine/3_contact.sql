-- Who stands at the counter, by the number of their file and their birth date: a clerk does not look people up.
CREATE FUNCTION contact_of(number_wanted text, born date) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT b.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
        JOIN beneficiaries b ON b.id = m.beneficiary_id
        WHERE f.number = number_wanted AND b.birth_date = born
          AND f.centre_id = app_centre() AND b.centre_id = app_centre()
        ORDER BY m.role = 'holder' DESC, m.role = 'partner' DESC, b.id LIMIT 1;
END $$;

DO $$
BEGIN
    REVOKE ALL ON FUNCTION contact_of(text, date) FROM PUBLIC;
    EXECUTE format('GRANT EXECUTE ON FUNCTION contact_of(text, date) TO %I', current_setting('guichet.app_role'));
END $$;
