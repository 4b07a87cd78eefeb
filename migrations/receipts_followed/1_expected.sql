-- Within how many working days documents were lately decided: of one circuit, or of all that people hand in ('').
-- Measured by a round; a receipt's page reads a row of it.
CREATE TABLE usual_waits (
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    circuit text NOT NULL,
    half_days smallint NOT NULL CHECK (half_days >= 0),     -- half of them
    share_days smallint NOT NULL,                           -- the usual share of them
    counted integer NOT NULL CHECK (counted > 0),
    measured_at timestamptz NOT NULL,
    PRIMARY KEY (centre_id, circuit),
    CHECK (share_days >= half_days)
);
-- The last decisions of a centre, without reading all that it ever decided.
CREATE INDEX documents_decided ON documents (centre_id, decided_at) WHERE state IN ('validated', 'refused');
