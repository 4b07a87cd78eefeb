-- Requests have their order too, in which clients hear of them.
ALTER TABLE announcements DROP CONSTRAINT announcements_kind_check;
ALTER TABLE announcements ADD CONSTRAINT announcements_kind_check CHECK (kind IN ('document', 'signal', 'request'));

ALTER TABLE document_requests NO FORCE ROW LEVEL SECURITY;
ALTER TABLE announcements NO FORCE ROW LEVEL SECURITY;
INSERT INTO announcements (centre_id, kind, record_id, number)
SELECT centre_id, 'request', id, row_number() OVER (PARTITION BY centre_id ORDER BY asked_at, id) FROM document_requests;
ALTER TABLE document_requests FORCE ROW LEVEL SECURITY;
ALTER TABLE announcements FORCE ROW LEVEL SECURITY;

DO $do$
BEGIN
    EXECUTE format('ALTER POLICY client_reach ON announcements TO %I USING ((SELECT app_kind()) <> ''client''
        OR (SELECT client_may(''documents:read'', ''signals:read'', ''requests:read'', ''requests:write'')))',
        current_setting('guichet.app_role'));
END $do$;
