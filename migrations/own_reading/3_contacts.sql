-- Since when a person is reached by what replaced another address. Null: it is what was there first, or in the list.
ALTER TABLE beneficiaries
    ADD COLUMN email_replaced_at timestamptz,
    ADD COLUMN phone_replaced_at timestamptz;

-- What is told to an address about itself: that another replaced it, or that somebody tries codes. The address is kept
-- here while the notice is not sent, since the person has another one by then.
CREATE TABLE contact_notices (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    kind text NOT NULL CHECK (kind IN ('replaced', 'guessed')),
    channel text NOT NULL CHECK (channel IN ('email', 'sms')),
    address text NOT NULL,              -- empty once it was sent or given up
    language text NOT NULL,
    asked_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,
    answer_code integer,
    CHECK (sent_at IS NULL OR failed_at IS NULL),
    CHECK (failed_at IS NULL OR problem IS NOT NULL)
);
CREATE INDEX contact_notices_person ON contact_notices (beneficiary_id, kind, asked_at);

-- By the number of a file and a birth date, one person or nobody: of twins, a clerk changes neither by mistake.
CREATE OR REPLACE FUNCTION contact_of(number_wanted text, born date) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT b.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
        JOIN beneficiaries b ON b.id = m.beneficiary_id
        WHERE f.number = number_wanted AND b.birth_date = born
          AND f.centre_id = app_centre() AND b.centre_id = app_centre();
END $$;
