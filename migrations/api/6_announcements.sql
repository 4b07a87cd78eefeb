-- In which order clients hear of records: a number is given once what happened is committed, to one after the other, so
-- that nothing comes before what a client has read already. A record that changes goes to the end. No foreign key: the
-- lists ask the records themselves.
CREATE TABLE announcements (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('document', 'signal')),
    record_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    PRIMARY KEY (centre_id, kind, record_id),
    UNIQUE (centre_id, kind, number)
);

ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals NO FORCE ROW LEVEL SECURITY;
INSERT INTO announcements (centre_id, kind, record_id, number)
SELECT centre_id, 'document', id, row_number() OVER (PARTITION BY centre_id ORDER BY decided_at, id)
FROM documents WHERE state = 'validated';
INSERT INTO announcements (centre_id, kind, record_id, number)
SELECT centre_id, 'signal', id, row_number() OVER (PARTITION BY centre_id ORDER BY raised_at, id) FROM signals;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
ALTER TABLE signals FORCE ROW LEVEL SECURITY;
DROP INDEX documents_validated;
