-- A version is never rewritten: it ends, and its search words follow what is merged into its term.
DO $$
DECLARE
    app text := current_setting('guichet.app_role');
BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON document_types, signal_rules, retention_rules, term_examples FROM %I', app);
    EXECUTE format('GRANT UPDATE (retired_at, search_words) ON document_types TO %I', app);
    EXECUTE format('REVOKE DELETE ON terms, proposals FROM %I', app);
END $$;
