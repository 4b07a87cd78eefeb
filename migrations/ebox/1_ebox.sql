-- Letters that go to an enterprise's eBox from here: one for each document that was registered so.
CREATE TABLE ebox_letters (
    id uuid PRIMARY KEY REFERENCES registrations ON DELETE CASCADE,  -- its document's
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    enterprise_number text NOT NULL CHECK (enterprise_number ~ '^[01][0-9]{9}$'),  -- the addressee's
    tries smallint NOT NULL DEFAULT 0,
    problem text,                          -- of the last try; null: a server took it, or none was made
    answer_code integer,
    message_id text,                       -- as the eBox names it; null too where its answer was lost
    never_opened boolean NOT NULL DEFAULT false,  -- the addressee had not looked into its box yet, ever
    sent_at timestamptz,
    failed_at timestamptz,                 -- not tried again by itself
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX ebox_letters_waiting ON ebox_letters (centre_id) WHERE sent_at IS NULL AND failed_at IS NULL;
