-- Functions that run as their owner answer the app role alone; and what was said of a broken glass stays said.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['kin_documents()', 'document_place(uuid)', 'documents_of_original(uuid)',
                                'sealed_in(uuid)']
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', each);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', each, app);
    END LOOP;
    EXECUTE format('GRANT SELECT ON page_places TO %I', app);
    EXECUTE format('REVOKE UPDATE, DELETE ON glass_breaks FROM %I', app);
    EXECUTE format('GRANT UPDATE (told_at, reviewed_by, reviewed_at, outcome, review_note) ON glass_breaks TO %I', app);
END $$;

-- Centres that are there already get the keys that a new one is founded with (dossier/people/seals.py says why these).
ALTER TABLE departments NO FORCE ROW LEVEL SECURITY;
ALTER TABLE seal_keys NO FORCE ROW LEVEL SECURITY;
INSERT INTO seal_keys (id, centre_id, sensitivity, holder, department_id)
    SELECT gen_random_uuid(), c.id, each.sensitivity, each.holder, NULL::uuid
    FROM centres c, (VALUES ('medical', 'own_worker'), ('medical', 'type_departments'), ('judicial', 'own_worker'))
        each (sensitivity, holder)
    UNION ALL
    SELECT gen_random_uuid(), d.centre_id, 'judicial', 'department', d.id FROM departments d WHERE d.code = 'JUR';
ALTER TABLE departments FORCE ROW LEVEL SECURITY;
ALTER TABLE seal_keys FORCE ROW LEVEL SECURITY;
