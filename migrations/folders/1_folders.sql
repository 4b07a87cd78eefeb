-- Folders: where a department files documents that are no social ones, with types, retention and rights of their own.
CREATE TABLE folder_types (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    code text NOT NULL CHECK (code <> ''),
    label_fr text NOT NULL CHECK (label_fr <> ''),
    label_nl text NOT NULL CHECK (label_nl <> ''),
    departments text[] NOT NULL DEFAULT '{}',  -- codes of those that file it; none: every one
    months smallint NOT NULL CHECK (months BETWEEN 1 AND 1200),  -- for which it is kept after its folder was closed
    UNIQUE (centre_id, code)
);

CREATE TABLE folders (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    department_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,
    reference text NOT NULL CHECK (reference <> ''),
    title text NOT NULL CHECK (title <> ''),
    months smallint NOT NULL CHECK (months BETWEEN 1 AND 1200),  -- at least, after it was closed
    afterwards text NOT NULL CHECK (afterwards IN ('destroy', 'archive')),  -- what is proposed then: a person decides
    state text NOT NULL CONSTRAINT folders_state CHECK (state IN ('open', 'closed', 'destroyed', 'archived')),
    opened_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    opened_at timestamptz NOT NULL,
    closed_on date,
    ended_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    ended_at timestamptz,
    ended_count integer CHECK (ended_count >= 0),  -- documents that lay in it then
    reason text NOT NULL DEFAULT '',           -- for which it was destroyed, or is kept for good
    CHECK ((state = 'open') = (closed_on IS NULL)),
    CHECK ((state IN ('destroyed', 'archived')) = (ended_at IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (reason = '')
           AND (ended_at IS NULL) = (ended_count IS NULL))
);
CREATE UNIQUE INDEX folders_reference ON folders (department_id, upper(reference));
CREATE INDEX folders_closed ON folders (centre_id, closed_on) WHERE state = 'closed';

-- Who beside its own staff sees a department's folders, files in them or manages them: each row is a department's key.
CREATE TABLE folder_keys (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    department_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,  -- whose folders
    holder_id uuid NOT NULL REFERENCES departments ON DELETE RESTRICT,      -- whose staff
    may text NOT NULL CHECK (may IN ('see', 'file', 'manage')),
    given_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    given_at timestamptz NOT NULL,
    UNIQUE (department_id, holder_id),
    CHECK (department_id <> holder_id)
);

-- A document is in a folder or in a social file, and never in both.
ALTER TABLE documents
    ADD COLUMN folder_id uuid REFERENCES folders ON DELETE RESTRICT,
    ADD COLUMN folder_type_id uuid REFERENCES folder_types ON DELETE RESTRICT,
    DROP CONSTRAINT documents_state,
    ADD CONSTRAINT documents_state CHECK (state IN ('captured', 'profiled', 'second_reading', 'validated', 'refused',
                                                    'withdrawn', 'expired', 'disposed', 'in_folder', 'emptied')),
    ADD CONSTRAINT documents_folder CHECK (
        (folder_id IS NULL) = (folder_type_id IS NULL)
        AND (folder_id IS NULL OR social_file_id IS NULL AND state IN ('in_folder', 'disposed'))
        AND (state <> 'in_folder' OR folder_id IS NOT NULL));
CREATE INDEX documents_folder ON documents (folder_id, decided_at DESC) WHERE folder_id IS NOT NULL;
DROP INDEX documents_decided;
CREATE INDEX documents_decided ON documents (centre_id, decided_at) WHERE state IN ('validated', 'refused', 'in_folder');

ALTER TABLE desk_acts
    DROP CONSTRAINT desk_acts_kind_check,
    ADD CONSTRAINT desk_acts_kind_check CHECK (kind IN ('validated', 'second_reading', 'refused', 'sent', 'in_folder'));

ALTER TABLE removals
    DROP CONSTRAINT removals_reason_check,
    ADD CONSTRAINT removals_reason_check
        CHECK (reason IN ('orphan', 'taken_back', 'purged', 'kept_as_one', 'split', 'disposed'));

-- Whose folders the one who acts may see, file in or manage: their own department's, and those of which it has a key.
CREATE FUNCTION folder_departments(wanted text) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT app_has_role('capture_agent', 'social_worker', 'spoc') THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(own) FROM (
            SELECT app_department() AS own WHERE app_department() IS NOT NULL AND (wanted <> 'manage' OR app_has_role('spoc'))
            UNION
            SELECT k.department_id FROM folder_keys k WHERE k.holder_id = app_department()
                AND array_position(ARRAY['see', 'file', 'manage'], k.may) >= array_position(ARRAY['see', 'file', 'manage'], wanted)
        ) theirs), '{}');
END $$;

-- What hinders is told as before; from what lies in a folder no glass and no file's worker takes it out.
CREATE OR REPLACE FUNCTION document_place(wanted uuid) RETURNS TABLE (
    deposit_id uuid, state text, document_count bigint, decided_name text, social_file_id uuid, hindrance text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT d.deposit_id, d.state,
               (SELECT count(*) FROM documents x WHERE x.deposit_id = d.deposit_id AND x.state <> 'emptied'),
               w.first_name || ' ' || w.last_name, d.social_file_id,
               CASE WHEN d.folder_id IS NOT NULL THEN 'folder'
                    WHEN d.id = ANY (kin_documents()) OR d.social_file_id = ANY (kin_files()) THEN 'kin'
                    WHEN (f.social_worker_id = app_staff() OR f.department_id = app_department())
                         AND (coalesce(d.type_id, d.proposed_type_id) = ANY (sealed_types(f.social_worker_id = app_staff()))
                              OR d.sealed_as || ':' || coalesce(d.type_id, d.proposed_type_id)
                                  = ANY (shut_seals(f.social_worker_id = app_staff()))) THEN 'seal'
                    ELSE 'department' END
        FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id
        LEFT JOIN staff_members w ON w.id = d.decided_by
        WHERE d.id = wanted AND d.centre_id = app_centre();
END $$;
