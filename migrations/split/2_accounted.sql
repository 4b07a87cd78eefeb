-- Pages in = pages filed + pages set aside. These are the tables' owner's: they count pages that the one who acts may
-- not see, and are bound to the centre by its policy as everything is.

-- A page that leaves its last document is set aside, and one that comes back stands in a document: at each commit.
CREATE FUNCTION page_is_accounted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    page uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.page_id ELSE NEW.page_id END;
BEGIN
    IF EXISTS (SELECT FROM pages WHERE id = page)
       AND EXISTS (SELECT FROM document_pages WHERE page_id = page)
           = EXISTS (SELECT FROM set_aside_pages WHERE page_id = page) THEN
        RAISE EXCEPTION 'page % is neither filed nor set aside, or both', page
            USING ERRCODE = 'check_violation', CONSTRAINT = 'page_is_accounted';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER page_is_accounted AFTER DELETE ON document_pages
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION page_is_accounted();
CREATE CONSTRAINT TRIGGER page_is_accounted AFTER INSERT OR DELETE ON set_aside_pages
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION page_is_accounted();

-- No deposit closes with a difference, however it came about.
CREATE FUNCTION deposit_is_accounted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM pages g WHERE g.deposit_id = NEW.id
               AND EXISTS (SELECT FROM document_pages x WHERE x.page_id = g.id)
                   = EXISTS (SELECT FROM set_aside_pages x WHERE x.page_id = g.id))
       OR EXISTS (SELECT FROM documents d JOIN document_pages x ON x.document_id = d.id
                  WHERE d.deposit_id = NEW.id AND d.state = 'emptied') THEN
        RAISE EXCEPTION 'deposit % closes with pages that are not accounted for', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_is_accounted';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER deposit_is_accounted BEFORE INSERT OR UPDATE OF state ON deposits
    FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION deposit_is_accounted();

-- Takes back a document that the split made, while nothing else knows of it; says whether it is gone.
CREATE FUNCTION unmake_document(wanted uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM document_beneficiaries WHERE document_id = wanted;
    DELETE FROM documents WHERE id = wanted AND state = 'captured';
    IF NOT FOUND THEN
        RAISE foreign_key_violation;
    END IF;
    RETURN true;
EXCEPTION WHEN foreign_key_violation OR restrict_violation THEN
    RETURN false;
END $$;

-- As they were, but for what is emptied or set aside.
CREATE OR REPLACE FUNCTION document_place(wanted uuid) RETURNS TABLE (
    deposit_id uuid, state text, document_count bigint, decided_name text, social_file_id uuid, hindrance text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.deposit_id, d.state,
               (SELECT count(*) FROM documents x WHERE x.deposit_id = d.deposit_id AND x.state <> 'emptied'),
               w.first_name || ' ' || w.last_name, d.social_file_id,
               CASE WHEN d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files()) THEN 'kin'
                    WHEN coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
                         AND (f.social_worker_id = app_staff() OR f.department_id = app_department()) THEN 'seal'
                    ELSE 'department' END
        FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
        LEFT JOIN staff_members w ON w.id = d.decided_by
        WHERE d.id = wanted AND d.centre_id = app_centre();
END $$;

CREATE OR REPLACE FUNCTION documents_of_original(wanted uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT place.document_id FROM pages g JOIN page_places place ON place.page_id = g.id
                 WHERE g.original_id = wanted AND g.centre_id = app_centre();
END $$;

CREATE OR REPLACE FUNCTION sealed_in(wanted uuid) RETURNS SETOF timestamptz LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.captured_at FROM documents d JOIN social_files f ON f.id = d.social_file_id
        WHERE f.id = wanted AND d.centre_id = app_centre()
          AND d.state NOT IN ('refused', 'withdrawn', 'disposed', 'emptied')
          AND (f.social_worker_id = app_staff() OR f.department_id = app_department())
          AND coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
          AND NOT f.id = ANY (kin_files()) AND NOT d.id = ANY (kin_documents())
        ORDER BY d.captured_at;
END $$;
