-- Another system that speaks with ours over the API: known by a secret of which only a hash is kept.
CREATE TABLE clients (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    name text NOT NULL CHECK (name <> ''),
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
    secret_hash bytea NOT NULL,
    added_by uuid NOT NULL REFERENCES staff_members ON DELETE RESTRICT,
    added_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX clients_centre ON clients (centre_id, added_at);

ALTER TABLE events DROP CONSTRAINT events_actor_kind_check;
ALTER TABLE events ADD CONSTRAINT events_actor_kind_check
    CHECK (actor_kind IN ('staff', 'beneficiary', 'depositor', 'device', 'system', 'client'));

-- What a client hands in comes by a circuit of its own, and is the client's to follow.
ALTER TABLE deposits DROP CONSTRAINT deposits_circuit_check;
ALTER TABLE deposits
    ADD CONSTRAINT deposits_circuit_check CHECK (circuit IN ('portal', 'kiosk', 'counter', 'post', 'email', 'interview',
                                                             'internal', 'outgoing', 'backfile', 'api')),
    ADD COLUMN client_id uuid REFERENCES clients ON DELETE RESTRICT,
    ADD CONSTRAINT deposits_client CHECK ((client_id IS NOT NULL) = (circuit = 'api'));
CREATE INDEX deposits_of_client ON deposits (client_id) WHERE client_id IS NOT NULL;
ALTER TABLE signal_rules DROP CONSTRAINT signal_rules_circuit_check;
ALTER TABLE signal_rules ADD CONSTRAINT signal_rules_circuit_check
    CHECK (circuit IN ('portal', 'kiosk', 'counter', 'post', 'email', 'interview', 'internal', 'outgoing', 'backfile',
                       'api'));

CREATE INDEX documents_validated ON documents (centre_id, decided_at, id) WHERE state = 'validated';
