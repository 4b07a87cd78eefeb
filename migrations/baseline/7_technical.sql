-- Sessions of browsers and counts of attempts: no record of the service, so no centre.
CREATE TABLE technical.sessions (
    key text PRIMARY KEY,
    data bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON technical.sessions (expires_at);

CREATE TABLE technical.attempts (
    key text PRIMARY KEY,
    window_start timestamptz NOT NULL,
    count integer NOT NULL
);
