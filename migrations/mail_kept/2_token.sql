-- A provider may give a new refresh token with each use, and let the one before lapse: the last one is kept, sealed.
ALTER TABLE mailboxes
    ADD COLUMN token_sealed bytea,          -- the last refresh token that the provider gave in place of another
    ADD COLUMN token_instead_of text,       -- fingerprint of the setting that it began with: a new setting counts anew
    ADD CONSTRAINT mailboxes_token CHECK ((token_sealed IS NULL) = (token_instead_of IS NULL));
