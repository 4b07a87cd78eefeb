-- A seal that was put on a document by hand: `sensitivity:type` of those to which the one who acts has no key. Of a type
-- that seals nothing by itself, its departments are those whom it concerns.
CREATE FUNCTION shut_seals(as_own_worker boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(seal || ':' || t.id) FROM document_types t, unnest(ARRAY['medical', 'judicial']) seal
        WHERE NOT EXISTS (
            SELECT FROM seal_keys k WHERE k.sensitivity = seal AND CASE k.holder
                WHEN 'own_worker' THEN as_own_worker
                WHEN 'type_departments' THEN (SELECT d.code FROM departments d WHERE d.id = app_department())
                                             = ANY (t.departments)
                WHEN 'department' THEN k.department_id = app_department()
                WHEN 'role' THEN app_has_role(k.role)
            END)), '{}');
END $$;

CREATE OR REPLACE FUNCTION document_place(wanted uuid) RETURNS TABLE (
    deposit_id uuid, state text, document_count bigint, decided_name text, social_file_id uuid, hindrance text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.deposit_id, d.state,
               (SELECT count(*) FROM documents x WHERE x.deposit_id = d.deposit_id AND x.state <> 'emptied'),
               w.first_name || ' ' || w.last_name, d.social_file_id,
               CASE WHEN d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files()) THEN 'kin'
                    WHEN (coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
                          OR d.sealed_as || ':' || coalesce(d.type_id, d.proposed_type_id) = ANY (shut_seals(f.social_worker_id = app_staff())))
                         AND (f.social_worker_id = app_staff() OR f.department_id = app_department()) THEN 'seal'
                    ELSE 'department' END
        FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
        LEFT JOIN staff_members w ON w.id = d.decided_by
        WHERE d.id = wanted AND d.centre_id = app_centre();
END $$;

CREATE OR REPLACE FUNCTION sealed_in(wanted uuid) RETURNS SETOF timestamptz LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.captured_at FROM documents d JOIN social_files f ON f.id = d.social_file_id
        WHERE f.id = wanted AND d.centre_id = app_centre()
          AND d.state NOT IN ('refused', 'withdrawn', 'disposed', 'emptied')
          AND (f.social_worker_id = app_staff() OR f.department_id = app_department())
          AND (coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
               OR d.sealed_as || ':' || coalesce(d.type_id, d.proposed_type_id) = ANY (shut_seals(f.social_worker_id = app_staff())))
          AND NOT f.id = ANY (kin_files()) AND NOT d.id = ANY (kin_documents())
        ORDER BY d.captured_at;
END $$;

-- Which of some documents carry a seal that the one who acts has no key to, though their types carry none: signals tell
-- of documents that are out of sight.
CREATE FUNCTION sealed_by_hand(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT d.sealed_as || ':' || coalesce(d.type_id, d.proposed_type_id) = ANY (shut_seals(false))
                     FROM documents d WHERE d.id = wanted AND d.centre_id = app_centre()), false);
END $$;
