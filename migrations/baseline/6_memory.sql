-- What happened and who looked. Append-only, without incoming foreign keys, so that both can be partitioned.
CREATE TABLE events (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    centre_id uuid NOT NULL,
    name text NOT NULL,
    record_id uuid NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'beneficiary', 'depositor', 'device', 'system')),
    actor_id uuid,
    place text NOT NULL,
    at timestamptz NOT NULL,
    facts jsonb NOT NULL
);
CREATE INDEX events_record ON events (record_id, seq);
CREATE INDEX events_centre ON events (centre_id, seq);

-- The chain over events, linked after they are committed: hash = SHA-256(previous hash, canonical event).
CREATE TABLE event_links (
    centre_id uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    event_seq bigint NOT NULL UNIQUE,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (centre_id, position)
);

CREATE TABLE access_log (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    centre_id uuid NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    place text NOT NULL,
    act text NOT NULL CHECK (act IN ('view', 'download', 'print')),
    record_kind text NOT NULL CHECK (record_kind IN ('document', 'page', 'original', 'social_file', 'receipt')),
    record_id uuid NOT NULL,
    reason text NOT NULL DEFAULT '',
    at timestamptz NOT NULL
);
CREATE INDEX access_log_record ON access_log (record_id, seq);
CREATE INDEX access_log_actor ON access_log (actor_id, seq);

CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_links_append_only BEFORE UPDATE OR DELETE ON event_links
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
