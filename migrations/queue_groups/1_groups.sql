-- Documents that wait and are alike in all that the queue counts by and that decides who may read them stand in one
-- group: they are counted out of an index, and the rule is asked once a group.
CREATE TABLE queue_groups (
    id uuid NOT NULL,                                         -- made of all the rest
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    circuit text NOT NULL,
    department_id uuid REFERENCES departments ON DELETE CASCADE,        -- that the queue shows
    type_id uuid REFERENCES document_types ON DELETE CASCADE,           -- that it is said to be so far
    sealed_as text,
    depositor_language text NOT NULL,
    identified boolean NOT NULL,
    troubled boolean NOT NULL,
    urgency smallint NOT NULL,
    aside_until date,
    social_worker_id uuid REFERENCES staff_members ON DELETE CASCADE,   -- of the file that the documents are in
    file_department_id uuid REFERENCES departments ON DELETE CASCADE,   -- of that file
    PRIMARY KEY (centre_id, id)
);

ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;
ALTER TABLE social_files NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals NO FORCE ROW LEVEL SECURITY;

-- Null: it waits no more, or the rule must be asked about itself.
ALTER TABLE documents ADD COLUMN queue_group_id uuid,
    ADD FOREIGN KEY (centre_id, queue_group_id) REFERENCES queue_groups ON DELETE RESTRICT;
CREATE INDEX documents_together ON documents (centre_id, queue_group_id, captured_at, due_at, id)
    WHERE queue_group_id IS NOT NULL;
CREATE INDEX documents_apart ON documents (centre_id, id)
    WHERE state IN ('captured', 'profiled', 'second_reading') AND queue_group_id IS NULL;

-- Its owner's: whoever changes a document need not see all that decides where it is counted. After `documents_facts` by
-- its name.
CREATE FUNCTION documents_grouped() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told queue_groups;
BEGIN
    NEW.queue_group_id := NULL;
    IF NEW.state NOT IN ('captured', 'profiled', 'second_reading') OR NEW.sent_at IS NOT NULL
       OR NEW.decided_by IS NOT NULL
       OR EXISTS (SELECT FROM signals s WHERE s.document_id = NEW.id AND s.state <> 'withdrawn') THEN
        RETURN NEW;
    END IF;
    SELECT f.social_worker_id, f.department_id INTO told.social_worker_id, told.file_department_id
    FROM social_files f WHERE f.id = NEW.social_file_id;
    told.centre_id := NEW.centre_id;
    told.circuit := NEW.circuit;
    told.department_id := NEW.department_id;
    told.type_id := coalesce(NEW.type_id, NEW.proposed_type_id);
    told.sealed_as := NEW.sealed_as;
    told.depositor_language := NEW.depositor_language;
    told.identified := NEW.identified;
    told.troubled := NEW.troubled;
    told.urgency := NEW.urgency;
    told.aside_until := NEW.aside_until;
    told.id := md5(told::text)::uuid;
    PERFORM FROM queue_groups g WHERE g.centre_id = told.centre_id AND g.id = told.id
        FOR KEY SHARE;  -- it may be about to be forgotten
    IF NOT FOUND THEN
        INSERT INTO queue_groups SELECT told.* ON CONFLICT DO NOTHING;
    END IF;
    NEW.queue_group_id := told.id;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_grouped BEFORE INSERT OR UPDATE ON documents
    FOR EACH ROW EXECUTE FUNCTION documents_grouped();

-- Another worker or department: who may read what is in the file.
CREATE OR REPLACE FUNCTION social_files_moved() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE documents SET department_id = NEW.department_id WHERE social_file_id = NEW.id
        AND state IN ('captured', 'profiled', 'second_reading');
    RETURN NULL;
END $$;
DROP TRIGGER social_files_moved ON social_files;
CREATE TRIGGER social_files_moved AFTER UPDATE OF department_id, social_worker_id ON social_files FOR EACH ROW
    WHEN ((OLD.department_id, OLD.social_worker_id) IS DISTINCT FROM (NEW.department_id, NEW.social_worker_id))
    EXECUTE FUNCTION social_files_moved();

-- Who was told of a document may read it.
CREATE FUNCTION signals_told() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE documents SET queue_group_id = NULL WHERE id = NEW.document_id
        AND state IN ('captured', 'profiled', 'second_reading');
    RETURN NULL;
END $$;
CREATE TRIGGER signals_told AFTER INSERT OR UPDATE OF document_id, state ON signals
    FOR EACH ROW EXECUTE FUNCTION signals_told();

UPDATE documents SET queue_group_id = NULL WHERE state IN ('captured', 'profiled', 'second_reading');

ALTER TABLE signals FORCE ROW LEVEL SECURITY;
ALTER TABLE social_files FORCE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
