-- Receipts that are sent by e-mail. A typed address is there until the e-mail is sent or given up; to count, keyed
-- fingerprints are enough.
CREATE TABLE receipt_emails (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    deposit_id uuid NOT NULL REFERENCES deposits ON DELETE RESTRICT,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,    -- to the address of their file; null: typed
    address text NOT NULL,                                              -- as it was typed
    sent_to text NOT NULL,
    asked_from text NOT NULL,
    language text NOT NULL,
    asked_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,
    answer_code integer,
    CHECK (beneficiary_id IS NULL OR address = ''),
    CHECK (beneficiary_id IS NOT NULL OR address <> '' OR sent_at IS NOT NULL OR failed_at IS NOT NULL),
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX receipt_emails_deposit ON receipt_emails (deposit_id, asked_at);
CREATE INDEX receipt_emails_to ON receipt_emails (sent_to, asked_at);
CREATE INDEX receipt_emails_from ON receipt_emails (asked_from, asked_at);
CREATE INDEX receipt_emails_asked ON receipt_emails (centre_id, asked_at);
