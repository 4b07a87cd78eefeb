-- A letter speaks the person's own language; which ones there are is the affair of the catalogues.
ALTER TABLE document_requests
    DROP CONSTRAINT document_requests_language_check,
    ADD CONSTRAINT document_requests_language CHECK (language ~ '^[a-z]{2}$');
