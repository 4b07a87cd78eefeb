-- The context that `transaction(actor)` names, and what follows from it. Asked as (SELECT f()), each once a statement.
CREATE FUNCTION app_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.kind', true), '') $$;

CREATE FUNCTION app_staff() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.staff_id', true), '')::uuid $$;

CREATE FUNCTION app_department() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.department_id', true), '')::uuid $$;

CREATE FUNCTION app_has_role(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(string_to_array(current_setting('app.roles', true), ',') && wanted, false) $$;

-- The worker, a kiosk, a depositor: their own verbs say what is theirs. Nobody at all sees nothing.
CREATE FUNCTION sees_whole_centre() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT app_kind() NOT IN ('', 'staff') $$;

-- PL/pgSQL keeps its plans for the length of a connection; SQL functions would be planned anew for each statement.
-- Those that read what stands behind a need-to-know policy are their owner's, who is bound to the centre alone: a policy
-- that asked through itself would never come to an end.

-- The social files of which the one who acts, or a relative, is a member.
CREATE FUNCTION kin_files() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT m.social_file_id) FROM staff_ties t
        JOIN social_file_members m ON m.beneficiary_id = t.beneficiary_id WHERE t.staff_id = app_staff()), '{}');
END $$;

-- The documents that are about the one who acts, or a relative, in whatever file.
CREATE FUNCTION kin_documents() RETURNS uuid[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT b.document_id) FROM staff_ties t
        JOIN document_beneficiaries b ON b.beneficiary_id = t.beneficiary_id
        WHERE t.staff_id = app_staff() AND t.centre_id = app_centre() AND b.centre_id = app_centre()), '{}');
END $$;

-- What the one who acts broke the glass of, while it lasts.
CREATE FUNCTION glass_files() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT array_agg(social_file_id) FROM glass_breaks
                     WHERE staff_id = app_staff() AND ends_at > now() AND social_file_id IS NOT NULL), '{}');
END $$;

CREATE FUNCTION glass_documents() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT array_agg(document_id) FROM glass_breaks
                     WHERE staff_id = app_staff() AND ends_at > now() AND document_id IS NOT NULL), '{}');
END $$;

-- The document types whose seal the one who acts has no key to, as the file's own worker or as anybody else.
CREATE FUNCTION sealed_types(as_own_worker boolean) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(t.id) FROM document_types t
        WHERE t.sensitivity <> 'normal' AND NOT EXISTS (
            SELECT FROM seal_keys k WHERE k.sensitivity = t.sensitivity AND CASE k.holder
                WHEN 'own_worker' THEN as_own_worker
                WHEN 'type_departments' THEN (SELECT d.code FROM departments d WHERE d.id = app_department())
                                             = ANY (t.departments)
                WHEN 'department' THEN k.department_id = app_department()
                WHEN 'role' THEN app_has_role(k.role)
            END)), '{}');
END $$;

-- What may be told of a document to whoever may not read it: that it is there, how it stands, who decided it, and what
-- keeps them out. That it is sealed is told to those alone whose file it is in.
CREATE FUNCTION document_place(wanted uuid) RETURNS TABLE (
    deposit_id uuid, state text, document_count bigint, decided_name text, social_file_id uuid, hindrance text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.deposit_id, d.state, (SELECT count(*) FROM documents x WHERE x.deposit_id = d.deposit_id),
               w.first_name || ' ' || w.last_name, d.social_file_id,
               CASE WHEN d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files()) THEN 'kin'
                    WHEN coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
                         AND (f.social_worker_id = app_staff() OR f.department_id = app_department()) THEN 'seal'
                    ELSE 'department' END
        FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
        LEFT JOIN staff_members w ON w.id = d.decided_by
        WHERE d.id = wanted AND d.centre_id = app_centre();
END $$;

-- By which documents a page is seen: the policies of pages ask this. The split adds what was set aside out of them.
CREATE VIEW page_places WITH (security_invoker = true) AS SELECT page_id, document_id FROM document_pages;

-- Every document that holds a page of a file as it was received, also those out of the actor's sight.
CREATE FUNCTION documents_of_original(wanted uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT dp.document_id FROM pages g JOIN document_pages dp ON dp.page_id = g.id
                 WHERE g.original_id = wanted AND g.centre_id = app_centre();
END $$;

-- When each document came in that a file of one's own or of one's department holds behind a seal: nothing else of it.
CREATE FUNCTION sealed_in(wanted uuid) RETURNS SETOF timestamptz LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.captured_at FROM documents d JOIN social_files f ON f.id = d.social_file_id
        WHERE f.id = wanted AND d.centre_id = app_centre() AND d.state NOT IN ('refused', 'withdrawn', 'disposed')
          AND (f.social_worker_id = app_staff() OR f.department_id = app_department())
          AND coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
          AND NOT f.id = ANY (kin_files()) AND NOT d.id = ANY (kin_documents())
        ORDER BY d.captured_at;
END $$;
