-- Browsers that show a sentence when there is news: a person's, or a deposit's where nobody identified. The address of a
-- browser at its maker's push service is a secret, and says whose phone it is: it is kept encrypted, and found again by
-- its keyed fingerprint.
CREATE TABLE push_subscriptions (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid REFERENCES beneficiaries ON DELETE RESTRICT,
    deposit_id uuid REFERENCES deposits ON DELETE RESTRICT,
    endpoint_print text NOT NULL,
    sealed bytea NOT NULL,              -- nonce (12 bytes), encrypted address and keys, tag (16 bytes)
    language text NOT NULL CHECK (language ~ '^[a-z]{2}$'),
    made_at timestamptz NOT NULL,
    CONSTRAINT push_subscriptions_whose CHECK ((beneficiary_id IS NULL) <> (deposit_id IS NULL))
);
CREATE UNIQUE INDEX push_subscriptions_once ON push_subscriptions
    (centre_id, endpoint_print, coalesce(beneficiary_id, deposit_id));
CREATE INDEX push_subscriptions_person ON push_subscriptions (beneficiary_id, made_at) WHERE beneficiary_id IS NOT NULL;
CREATE INDEX push_subscriptions_deposit ON push_subscriptions (deposit_id, made_at) WHERE deposit_id IS NOT NULL;

-- A message to such a browser is a notice like the others: its subject is the code of the sentence that is shown, its
-- words are the path that a tap opens. One about a correction names the document, too.
ALTER TABLE request_notices
    ADD COLUMN subscription_id uuid REFERENCES push_subscriptions ON DELETE SET NULL,
    ADD COLUMN correction_id uuid REFERENCES corrections ON DELETE RESTRICT,
    DROP CONSTRAINT request_notices_channel_check,
    ADD CONSTRAINT request_notices_channel CHECK (channel IN ('email', 'sms', 'push')),
    ADD CONSTRAINT request_notices_correction CHECK (correction_id IS NULL OR document_id IS NOT NULL),
    ADD CONSTRAINT request_notices_phone CHECK (subscription_id IS NULL OR channel = 'push');
CREATE INDEX request_notices_subscription ON request_notices (subscription_id) WHERE subscription_id IS NOT NULL;
CREATE INDEX request_notices_correction ON request_notices (correction_id) WHERE correction_id IS NOT NULL;
