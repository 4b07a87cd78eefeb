-- What the chain's head was, hour by hour: each row is written into the store too, and one a day is time-stamped.
-- `previous` is the SHA-256 of the anchor before; what is hashed is the canonical form of dossier/journal/anchors.py.
CREATE TABLE journal_anchors (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    number bigint NOT NULL CHECK (number > 0),
    position bigint NOT NULL CHECK (position > 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    at timestamptz NOT NULL,
    PRIMARY KEY (centre_id, number)
);

CREATE TABLE journal_stamps (
    centre_id uuid NOT NULL,
    anchor_number bigint NOT NULL,
    stamped_at timestamptz NOT NULL,
    token bytea NOT NULL,               -- the authority's answer as it came (RFC 3161, DER)
    PRIMARY KEY (centre_id, anchor_number),
    FOREIGN KEY (centre_id, anchor_number) REFERENCES journal_anchors ON DELETE RESTRICT
);

CREATE TRIGGER journal_anchors_append_only BEFORE UPDATE OR DELETE ON journal_anchors
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_stamps_append_only BEFORE UPDATE OR DELETE ON journal_stamps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
