-- A client's secret is changed with an overlap: the former one is good for a while beside the new one.
ALTER TABLE clients
    ADD COLUMN secret_made_at timestamptz,      -- null: when the client was added
    ADD COLUMN former_secret_hash bytea,
    ADD COLUMN former_made_at timestamptz,
    ADD COLUMN former_ends_at timestamptz,
    ADD CONSTRAINT clients_former CHECK ((former_secret_hash IS NULL) = (former_ends_at IS NULL));
