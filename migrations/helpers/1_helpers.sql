-- Codes by which somebody hands in for a person, and can do nothing else. The code itself stands nowhere: it follows from
-- the id by the key of the installation, and is found again by its keyed fingerprint.
CREATE TABLE helper_codes (
    id uuid PRIMARY KEY,
    centre_id uuid NOT NULL REFERENCES centres ON DELETE RESTRICT,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries ON DELETE RESTRICT,
    social_file_id uuid NOT NULL REFERENCES social_files ON DELETE RESTRICT,
    code_print text NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    uses_max smallint NOT NULL CHECK (uses_max > 0),      -- deposits
    uses smallint NOT NULL DEFAULT 0 CHECK (uses <= uses_max),
    taken_back_at timestamptz,
    UNIQUE (centre_id, code_print)
);
CREATE INDEX helper_codes_beneficiary ON helper_codes (beneficiary_id, made_at);

-- Who hands over is then the helper, for the beneficiary.
ALTER TABLE deposits ADD COLUMN helper_code_id uuid REFERENCES helper_codes ON DELETE RESTRICT;
CREATE INDEX deposits_helper_code ON deposits (helper_code_id) WHERE helper_code_id IS NOT NULL;
