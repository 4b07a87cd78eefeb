-- The phases by which a centre introduces the service (docs/decisions/0071). What no phase names is on.
CREATE TABLE phases (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    label_fr text NOT NULL CHECK (label_fr <> ''),
    label_nl text NOT NULL CHECK (label_nl <> ''),
    from_on date NOT NULL,                          -- its first day
    circuits text[] NOT NULL CHECK (circuits <@ ARRAY['portal', 'kiosk', 'counter', 'post', 'email', 'interview',
                                                      'internal', 'outgoing', 'backfile']),
    types text[] NOT NULL,                          -- codes of terms: a new version of one is in the same phase
    departments text[] NOT NULL,                    -- codes of those that begin
    pilots text[] NOT NULL,                         -- codes of the departments that try it before all others; none: all
    UNIQUE (centre_id, from_on)
);
