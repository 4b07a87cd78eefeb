-- What the auditor asks the journal and the access log: by period, by who acted, by deposit.
CREATE INDEX events_at ON events USING brin (at);
CREATE INDEX events_actor ON events (actor_id, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX events_deposit ON events ((facts->>'deposit_id'), seq) WHERE facts ? 'deposit_id';
CREATE INDEX access_log_at ON access_log USING brin (at);
CREATE INDEX access_log_centre ON access_log (centre_id, seq);

-- The auditor's own looks are written down too.
ALTER TABLE access_log
    DROP CONSTRAINT access_log_record_kind_check,
    ADD CONSTRAINT access_log_record_kind_check CHECK (record_kind IN (
        'document', 'page', 'original', 'social_file', 'receipt', 'journal', 'access_log', 'beneficiary', 'export'));

-- A verification of the journal, by the worker: asked for by a person or the clock, with what it came to.
CREATE TABLE journal_checks (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    asked_at timestamptz NOT NULL,
    finished_at timestamptz,
    linked bigint,
    findings jsonb,                     -- codes and facts of dossier/journal/findings.py: ids, numbers and times
    CHECK ((finished_at IS NULL) = (findings IS NULL) AND (finished_at IS NULL) = (linked IS NULL))
);
CREATE INDEX journal_checks_asked ON journal_checks (centre_id, asked_at);
