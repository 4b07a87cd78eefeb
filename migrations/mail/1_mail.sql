-- A centre's mailbox: how it is dealt with is data, how it is reached are settings of the installation.
CREATE TABLE mailboxes (
    centre_id uuid PRIMARY KEY REFERENCES centres ON DELETE RESTRICT,
    address text NOT NULL CHECK (address ~ '^[^\s@]+@[^\s@]+$'),
    is_on boolean NOT NULL DEFAULT true,
    answers boolean NOT NULL DEFAULT true,
    answers_per_sender_per_day integer NOT NULL DEFAULT 5 CHECK (answers_per_sender_per_day BETWEEN 1 AND 100),
    folder text NOT NULL DEFAULT 'INBOX' CHECK (folder <> ''),
    taken_folder text NOT NULL DEFAULT '',  -- where a mail goes that is with us; empty: it stays, and is marked
    looked_at timestamptz,                  -- the last look that went well
    look_until timestamptz,                 -- who looks now has it until then
    problem text,                           -- of the last look, as a code
    problem_at timestamptz
);
CREATE UNIQUE INDEX mailboxes_address ON mailboxes (lower(address)); -- of all centres: a listener tells them by it

-- A mail as it came in. Its bytes are in the store; the names in it are here alone.
CREATE TABLE mails (
    id uuid PRIMARY KEY,                    -- made of the centre and the digest: the same mail has the same one
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    state text NOT NULL CONSTRAINT mails_state CHECK (state IN ('kept', 'taken', 'awaits', 'settled', 'passed')),
    reason text NOT NULL DEFAULT '',        -- why it awaits a look or was passed over, as a code
    way text NOT NULL CHECK (way IN ('imap', 'lmtp')),
    digest text NOT NULL,                   -- of what the sender wrote, whichever way it came
    sha256 text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    vault_key text NOT NULL,
    mail_size_bytes bigint NOT NULL,        -- of the whole mail; more than size_bytes where only its head is kept
    scan text NOT NULL DEFAULT 'unscanned' CHECK (scan IN ('unscanned', 'clean', 'infected')),
    sender_name text NOT NULL,
    sender_address text NOT NULL,
    subject text NOT NULL,
    written_at timestamptz,                 -- as its sender's machine says; null: it does not, or nothing that is a time
    kept_at timestamptz NOT NULL,
    attempt integer NOT NULL DEFAULT 0,     -- the deposit's id is made of it: one that was abandoned is not used again
    deposit_id uuid REFERENCES deposits ON DELETE RESTRICT,
    decided_at timestamptz,
    settled_at timestamptz,
    settled_by uuid REFERENCES staff_members ON DELETE RESTRICT,
    settled_how text CHECK (settled_how IN ('by_hand', 'asked', 'nothing')),
    CONSTRAINT mails_digest UNIQUE (centre_id, digest),
    CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
    CHECK ((settled_at IS NULL) = (settled_how IS NULL))
);
CREATE INDEX mails_kept ON mails (centre_id, kept_at DESC, id);
CREATE INDEX mails_awaiting ON mails (centre_id, kept_at) WHERE state IN ('kept', 'awaits');
CREATE INDEX mails_deposit ON mails (deposit_id) WHERE deposit_id IS NOT NULL;
CREATE INDEX mails_key ON mails (vault_key COLLATE "C");

-- What became of each part of a mail, in the order in which they stand in it.
CREATE TABLE mail_parts (
    mail_id uuid NOT NULL REFERENCES mails ON DELETE CASCADE,
    position integer NOT NULL,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    fate text NOT NULL,                     -- a code
    media_type text NOT NULL,               -- as the mail says
    file_name text NOT NULL,                -- as the mail says; shown to staff, used for nothing
    size_bytes bigint NOT NULL,
    original_id uuid,
    PRIMARY KEY (mail_id, position)
);

-- The answer to a mail: it names nobody and no paper. The address goes once it was sent.
CREATE TABLE mail_answers (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    mail_id uuid NOT NULL UNIQUE REFERENCES mails ON DELETE CASCADE,
    address text NOT NULL,
    sent_to text NOT NULL,                  -- fingerprint of the address, by which answers are counted
    language text NOT NULL,                 -- of the one person with this address; empty: nobody knows, so French and Dutch
    in_reply_to text NOT NULL,
    asked_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    problem text,
    answer_code integer,
    sent_at timestamptz,
    failed_at timestamptz
);
CREATE INDEX mail_answers_to ON mail_answers (centre_id, sent_to, asked_at);

-- Whose address a mail comes from is asked for each document of one.
CREATE INDEX beneficiaries_email ON beneficiaries (centre_id, lower(email)) WHERE email <> '';

ALTER TABLE reconcile_findings
    DROP CONSTRAINT reconcile_findings_record_kind_check,
    ADD CONSTRAINT reconcile_findings_record_kind_check
        CHECK (record_kind IN ('original', 'rendition', 'example', 'mail'));

ALTER TABLE access_log
    DROP CONSTRAINT access_log_record_kind_check,
    ADD CONSTRAINT access_log_record_kind_check CHECK (record_kind IN (
        'document', 'page', 'original', 'social_file', 'receipt', 'journal', 'access_log', 'beneficiary', 'export', 'mail'));
