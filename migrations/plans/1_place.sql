-- What hinders is told as before; what the centre sealed is only looked up where it would hinder.
CREATE OR REPLACE FUNCTION document_place(wanted uuid) RETURNS TABLE (
    deposit_id uuid, state text, document_count bigint, decided_name text, social_file_id uuid, hindrance text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.deposit_id, d.state,
               (SELECT count(*) FROM documents x WHERE x.deposit_id = d.deposit_id AND x.state <> 'emptied'),
               w.first_name || ' ' || w.last_name, d.social_file_id,
               CASE WHEN d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files()) THEN 'kin'
                    WHEN (f.social_worker_id = app_staff() OR f.department_id = app_department())
                         AND (coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
                              OR d.sealed_as || ':' || coalesce(d.type_id, d.proposed_type_id)
                                  = ANY (shut_seals(f.social_worker_id = app_staff()))) THEN 'seal'
                    ELSE 'department' END
        FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
        LEFT JOIN staff_members w ON w.id = d.decided_by
        WHERE d.id = wanted AND d.centre_id = app_centre();
END $$;
