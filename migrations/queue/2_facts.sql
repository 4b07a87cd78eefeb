-- A document is made, split, profiled and processed by verbs of several rooms. What the queue filters by is kept by the
-- database: a verb that forgot it would hide a document from those who look for it. Their owner's, who is bound to the
-- centre alone: whoever changes a page need not see every document that it stands in.
CREATE FUNCTION documents_facts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT p.circuit, p.language, f.department_id INTO NEW.circuit, NEW.language, NEW.department_id
    FROM deposits p LEFT JOIN social_files f ON f.id = coalesce(NEW.social_file_id, p.social_file_id)
    WHERE p.id = NEW.deposit_id;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_facts BEFORE INSERT OR UPDATE OF social_file_id, deposit_id ON documents
    FOR EACH ROW EXECUTE FUNCTION documents_facts();

CREATE FUNCTION social_files_moved() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE documents SET department_id = NEW.department_id WHERE social_file_id = NEW.id
        AND state IN ('captured', 'profiled', 'second_reading');
    RETURN NULL;
END $$;
CREATE TRIGGER social_files_moved AFTER UPDATE OF department_id ON social_files
    FOR EACH ROW WHEN (OLD.department_id IS DISTINCT FROM NEW.department_id) EXECUTE FUNCTION social_files_moved();

CREATE FUNCTION document_identified() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE documents SET identified = true WHERE id = NEW.document_id AND NOT identified;
    ELSE
        UPDATE documents SET identified = false WHERE id = OLD.document_id AND identified
            AND NOT EXISTS (SELECT FROM document_beneficiaries b WHERE b.document_id = OLD.document_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER document_identified AFTER INSERT OR DELETE ON document_beneficiaries
    FOR EACH ROW EXECUTE FUNCTION document_identified();

-- Say of documents whether a page of theirs cannot be read, or a file of theirs is infected.
CREATE FUNCTION tell_troubled(wanted uuid[]) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE documents d SET troubled = NOT troubled
    WHERE d.id = ANY (wanted) AND d.troubled <> EXISTS (
        SELECT FROM document_pages dp JOIN pages g ON g.id = dp.page_id JOIN originals o ON o.id = g.original_id
        WHERE dp.document_id = d.id AND (g.state = 'unreadable' OR o.scan = 'infected'))
$$;
CREATE FUNCTION page_troubled() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_troubled(array_agg(dp.document_id)) FROM document_pages dp WHERE dp.page_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER page_troubled AFTER UPDATE OF state ON pages FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND 'unreadable' IN (OLD.state, NEW.state)) EXECUTE FUNCTION page_troubled();

CREATE FUNCTION original_troubled() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_troubled(array_agg(dp.document_id))
    FROM pages g JOIN document_pages dp ON dp.page_id = g.id WHERE g.original_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER original_troubled AFTER UPDATE OF scan ON originals FOR EACH ROW
    WHEN (OLD.scan IS DISTINCT FROM NEW.scan AND 'infected' IN (OLD.scan, NEW.scan))
    EXECUTE FUNCTION original_troubled();

CREATE FUNCTION pages_placed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_troubled(array_agg(DISTINCT moved.document_id)) FROM moved;
    RETURN NULL;
END $$;
CREATE TRIGGER pages_placed AFTER INSERT ON document_pages REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION pages_placed();
CREATE TRIGGER pages_taken AFTER DELETE ON document_pages REFERENCING OLD TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION pages_placed();
CREATE TRIGGER pages_moved AFTER UPDATE ON document_pages REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION pages_placed();

REVOKE ALL ON FUNCTION tell_troubled(uuid[]) FROM PUBLIC;

-- What waits already.
UPDATE documents d SET circuit = p.circuit, language = p.language, department_id = f.department_id,
    identified = EXISTS (SELECT FROM document_beneficiaries b WHERE b.document_id = d.id),
    troubled = EXISTS (SELECT FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                       JOIN originals o ON o.id = g.original_id
                       WHERE dp.document_id = d.id AND (g.state = 'unreadable' OR o.scan = 'infected'))
FROM deposits p LEFT JOIN social_files f ON f.id = p.social_file_id WHERE p.id = d.deposit_id;
UPDATE documents d SET department_id = f.department_id FROM social_files f WHERE f.id = d.social_file_id;

ALTER TABLE originals FORCE ROW LEVEL SECURITY;
ALTER TABLE pages FORCE ROW LEVEL SECURITY;
ALTER TABLE document_pages FORCE ROW LEVEL SECURITY;
ALTER TABLE document_beneficiaries FORCE ROW LEVEL SECURITY;
ALTER TABLE social_files FORCE ROW LEVEL SECURITY;
ALTER TABLE deposits FORCE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
